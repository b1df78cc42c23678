//! Threads that wait for one another at a barrier.

use super::wait::{Object, Queue, Waiter};
use crate::log::event::{Op, State};
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use std::sync::Mutex as Plain;

/// How many threads are to meet, and those that have arrived.
#[derive(Debug)]
pub(crate) struct Meeting {
    object: Object,
    threads: usize,
    state: Plain<Arrived>,
}

/// The threads of the current round.
#[derive(Debug, Default)]
struct Arrived {
    count: usize,
    waiting: Queue,
}

impl Meeting {
    pub(crate) fn new(threads: usize, loc: Loc) -> Self {
        Meeting {
            object: Object::new("barrier", loc),
            threads,
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    /// Waits until all threads have arrived. True for the last, which releases the others.
    pub(crate) fn wait(&self, loc: Loc) -> bool {
        let pass = self.object.pass(Op::BarrierArrive { leads: false }, loc);
        let mut state = plain(&self.state);
        state.count += 1;
        let leads = state.count >= self.threads;
        if leads {
            state.count = 0;
        }
        let event = self.object.event(Op::BarrierArrive { leads }, loc);
        event
            .state(State::Arrived(state.count, self.threads))
            .record();
        if leads {
            while let Some(waiter) = state.waiting.pop() {
                waiter.complete(0);
            }
            return true;
        }
        let waiter = Waiter::new();
        state.waiting.push(&waiter);
        drop(state);
        // Published before it waits: the leader's own pass acquires it, and waking hands it on.
        drop(pass);
        self.object.event(Op::BarrierPass, loc).record_blocked();
        waiter.wait(self.object.wait_in(Op::BarrierPass, loc));
        self.object.event(Op::BarrierPass, loc).record();
        false
    }
}
