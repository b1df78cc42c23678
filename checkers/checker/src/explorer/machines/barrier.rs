//! Threads that wait for one another at a barrier.
//!
//! One object. Arrivals exclude each other, because the last one leads. Those before it only count up,
//! but they do not commute as far as a step can know: each would be the last if it came later. Passing
//! touches nothing, because it comes after the leader's arrival, which makes it possible.

use crate::explorer::step::{Step, off, tell};
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use explorer::{Access, Event as Cause, Object};
use std::sync::Mutex as Plain;

/// How many threads are to meet, and the rounds in which they have met.
#[derive(Debug)]
pub(crate) struct Meeting {
    id: ObjectId,
    object: Object,
    threads: usize,
    state: Plain<Rounds>,
}

#[derive(Debug, Default)]
struct Rounds {
    /// Threads that have arrived in the current round.
    arrived: usize,
    /// The step in which the leader arrived, for each earlier round.
    over: Vec<Cause>,
}

impl Meeting {
    pub(crate) fn new(threads: usize, loc: Loc) -> Self {
        Meeting {
            id: recorder::new_object("barrier", loc),
            object: explorer::object(),
            threads,
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// Waits until all threads have arrived. True for the last, which releases the others.
    pub(crate) fn wait(&self, loc: Loc) -> bool {
        let (leads, round) = self.arrive(loc);
        if leads || off() {
            return leads;
        }
        let step = Step::new(Op::BarrierPass, loc).on(self.id);
        step.when(|| plain(&self.state).over.len() > round);
        if let Some(leader) = plain(&self.state).over.get(round) {
            explorer::after(*leader);
        }
        tell(Event::new(Op::BarrierPass, Some(loc)).on(self.id));
        false
    }

    /// Arrives: whether the thread is the last, and the round.
    fn arrive(&self, loc: Loc) -> (bool, usize) {
        Step::new(Op::BarrierArrive { leads: false }, loc)
            .on(self.id)
            .touching(&[(self.object, Access::EXCLUSIVE)])
            .take_it();
        let mut state = plain(&self.state);
        let round = state.over.len();
        state.arrived += 1;
        let leads = state.arrived >= self.threads;
        if leads {
            state.arrived = 0;
            state.over.push(explorer::now());
        }
        let event = Event::new(Op::BarrierArrive { leads }, Some(loc)).on(self.id);
        tell(event.state(State::Arrived(state.arrived, self.threads)));
        (leads, round)
    }
}
