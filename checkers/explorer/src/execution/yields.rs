//! Threads that yield in vain: how often they may, and what then wakes them.
//!
//! A yield, and a wait that ends because time is up, ends a *round* of its thread. It was in vain if the
//! thread has not seen a change since the round before of what it looked at then. That is a question
//! about its own past, so it has the same answer after equivalent beginnings, and such a step touches
//! nothing for it. Only where the thread is held back does the step read all that was looked at.

use super::{Execution, Opened};
use crate::access::{Access, Footprint, Object};
use crate::clock::Clock;
use crate::context::{Slice, When};

/// How often in a row a thread may yield in vain at one place, before it is held back until something
/// that it looked at changes.
pub const YIELDS_IN_VAIN: u32 = 3;

/// What a thread looks at between two yields, and how often it yielded in vain.
#[derive(Clone, Default)]
pub(super) struct Round {
    /// What it looked at since its last yield, and when it did last.
    looks: Vec<(Object, usize)>,
    /// The same of the round before.
    before: Vec<(Object, usize)>,
    /// It has touched nothing since it yielded: the next touch begins a new list of looks.
    yielded: bool,
    /// For each place: yields in a row without a change.
    in_vain: Vec<(usize, u32)>,
}

impl Round {
    /// Whether the thread has yielded at this place too often.
    fn is_over(&self, place: usize) -> bool {
        let mut counts = self.in_vain.iter();
        counts.any(|(at, count)| *at == place && *count >= YIELDS_IN_VAIN)
    }

    /// The thread may yield in vain as often as if it had not yet.
    pub(super) fn go_on(&mut self) {
        self.in_vain.clear();
    }
}

impl Slice {
    /// What the step looked at.
    pub(super) fn seen(&self, footprint: &Footprint) -> Vec<Object> {
        // To update is to change without a look.
        let touches = footprint.accesses.iter();
        let seen = touches.filter(|touch| matches!(touch.1, Access::Exclusive | Access::READ));
        let seen = seen.map(|(object, _)| *object);
        self.looks.clone().unwrap_or_else(|| seen.collect())
    }
}

impl Execution {
    /// Whether a step that was just announced waits for a change.
    pub(super) fn hold_back(&mut self, index: usize) {
        if self.is_in_vain(index) {
            self.in_vain = true;
            let waits = self.threads[index].pending.as_mut();
            waits.expect("it is one that was announced").in_vain = true;
            self.ends_in_vain(index);
            return;
        }
        let thread = &self.threads[index];
        let Some(waits) = thread
            .pending
            .as_ref()
            .filter(|waits| waits.enabled.is_none())
            // Another wait does not end because time is up.
            .filter(|waits| waits.yields() || matches!(waits.when, When::InTime(_)))
        else {
            return;
        };
        let round = &thread.round;
        // A thread that looked at nothing since its last yield does not poll.
        let is_idle = round.looks.is_empty() || (round.yielded && waits.yields());
        let held_back =
            !is_idle && round.is_over(waits.place) && !self.has_learned(index, &thread.clock);
        self.held_back |= held_back;
        let thread = &mut self.threads[index];
        let waits = thread.pending.as_mut().expect("looked at above");
        if waits.held_back {
            waits.footprint.accesses.truncate(waits.announced);
        }
        waits.held_back = held_back;
        if held_back {
            for (object, _) in &thread.round.looks {
                waits.footprint.touch((*object, Access::READ));
            }
        }
    }

    /// Whether another thread changed something after this one looked at it, or at the same time: so it
    /// is the same after equivalent beginnings.
    pub(super) fn has_changed(&self, thread: usize) -> bool {
        let looks = &self.threads[thread].round.looks;
        self.changes_since(looks).next().is_some()
    }

    /// Whether a thread with this clock has seen a change of what it looked at in the round before.
    fn has_learned(&self, thread: usize, clock: &Clock) -> bool {
        let looks = &self.threads[thread].round.before;
        self.changes_since(looks)
            .any(|event| self.events[event].thread != thread && self.is_before(event, clock))
    }

    /// The steps that changed what was looked at, and did not come before that.
    pub(super) fn changes_since(&self, looks: &[(Object, usize)]) -> impl Iterator<Item = usize> {
        looks.iter().flat_map(move |(object, look)| {
            let history = self.objects.get(object.0 as usize);
            let touches = history
                .into_iter()
                .flat_map(|history| history.steps.iter().rev());
            let seen = &self.events[*look].clock;
            let until = touches.take_while(move |touch| {
                // What came before an exclusive one that was seen was seen too.
                !(touch.access == Access::Exclusive && touch.event <= *look)
            });
            let changes =
                until.filter(move |touch| touch.changes && !self.is_before(touch.event, seen));
            changes.map(|touch| touch.event)
        })
    }

    /// A step of `thread` ran: what it looked at, and whether it ends a round.
    pub(super) fn look(&mut self, opened: &Opened, slice: &Slice, clock: &Clock) {
        let ends = opened.yields || slice.timed_out;
        let learned = ends && self.has_learned(opened.thread, clock);
        let round = &mut self.threads[opened.thread].round;
        let touched = &opened.footprint.accesses;
        if round.yielded && !opened.yields && !touched.is_empty() {
            round.looks.clear();
            round.yielded = false;
        }
        for object in slice.seen(&opened.footprint) {
            match round.looks.iter_mut().find(|look| look.0 == object) {
                Some(look) => look.1 = slice.event,
                None => round.looks.push((object, slice.event)),
            }
        }
        if !ends {
            return;
        }
        if learned {
            round.go_on();
        }
        match round
            .in_vain
            .iter_mut()
            .find(|count| count.0 == opened.place)
        {
            Some(count) => count.1 += 1,
            None => round.in_vain.push((opened.place, 1)),
        }
        round.before.clone_from(&round.looks);
        round.yielded = true;
    }
}
