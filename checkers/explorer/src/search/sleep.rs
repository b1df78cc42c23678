//! Steps that were explored and need not be again before something conflicts with them: sleep sets
//! (Godefroid, 1996).
//!
//! A step that chooses is as many steps as there are ways to answer. Each sleeps by itself: a timer that fires
//! touches the clock, and one that does not fire goes on sleeping while others look at the clock.

use crate::access::Footprint;
use std::rc::Rc;

/// One way in which a step ran.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) choices: Vec<u16>,
    pub(super) footprint: Footprint,
}

/// A thread whose next step was explored.
#[derive(Clone)]
pub(super) struct Sleeper {
    pub(super) thread: usize,
    /// All ways in which the step can run.
    ways: Rc<Vec<Way>>,
    /// A bit for each that sleeps. Those beyond the 64th never do: they are explored again.
    asleep: u64,
}

impl Sleeper {
    pub(super) fn new(thread: usize, ways: Vec<Way>) -> Self {
        let asleep = all(ways.len());
        Sleeper {
            thread,
            ways: Rc::new(ways),
            asleep,
        }
    }

    /// Whether there is nothing left to explore.
    pub(super) fn is_whole(&self) -> bool {
        self.ways.len() <= 64 && self.asleep == all(self.ways.len())
    }

    /// Who still sleeps after a step of another thread.
    pub(super) fn after(&self, footprint: &Footprint) -> Option<Sleeper> {
        let mut asleep = self.asleep;
        for (i, way) in self.ways.iter().enumerate().take(64) {
            if way.footprint.conflicts(footprint) {
                asleep &= !(1 << i);
            }
        }
        (asleep != 0).then(|| Sleeper {
            asleep,
            ..self.clone()
        })
    }

    /// The ways that sleep.
    pub(super) fn asleep(&self) -> impl Iterator<Item = &Way> {
        let ways = self.ways.iter().enumerate();
        ways.filter(|(i, _)| self.sleeps(*i)).map(|(_, way)| way)
    }

    fn sleeps(&self, way: usize) -> bool {
        way < 64 && self.asleep & 1 << way != 0
    }

    /// Whether all ways sleep that begin with these answers.
    pub(super) fn sleeps_after(&self, choices: &[u16]) -> bool {
        let ways = self.ways.iter().enumerate();
        let mut such = ways
            .filter(|(_, way)| way.choices.starts_with(choices))
            .peekable();
        such.peek().is_some() && such.all(|(i, _)| self.sleeps(i))
    }
}

/// A bit for each of so many.
fn all(ways: usize) -> u64 {
    1u64.checked_shl(ways as u32)
        .map_or(u64::MAX, |bit| bit - 1)
}
