//! Threads that wait for a notification, first come, first served.

use super::time::arms;
use super::wait::{Object, Queue, Waiter};
use crate::failure;
use crate::log::event::{Choice, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::loom::choices::choose;
use crate::loom::sync::MutexGuard;
use crate::loom::sync::time::Deadline;
use crate::plain::plain;
use crate::spurious;
use std::sync::Mutex as Plain;

/// Who waits.
#[derive(Debug)]
pub(crate) struct Waiting {
    object: Object,
    state: Plain<State>,
}

#[derive(Debug, Default)]
struct State {
    waiting: Queue,
    /// The mutex of those who wait.
    mutex: Option<ObjectId>,
}

impl Waiting {
    pub(crate) fn new(loc: Loc) -> Self {
        Waiting {
            object: Object::new("condvar", loc),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    /// Wakes the thread that waits longest. True if there was one.
    pub(crate) fn notify_one(&self, loc: Loc) -> bool {
        let _pass = self.object.pass(Op::NotifyOne { woken: true }, loc);
        let first = plain(&self.state).waiting.pop();
        let woken = first.is_some();
        self.object.event(Op::NotifyOne { woken }, loc).record();
        if let Some(waiter) = first {
            waiter.complete(0);
        }
        woken
    }

    /// Wakes all threads that wait. How many there were.
    pub(crate) fn notify_all(&self, loc: Loc) -> usize {
        let _pass = self.object.pass(Op::NotifyAll { woken: 0 }, loc);
        let mut all = vec![];
        while let Some(waiter) = plain(&self.state).waiting.pop() {
            waiter.complete(0);
            all.push(waiter);
        }
        let woken = all.len() as u16;
        self.object.event(Op::NotifyAll { woken }, loc).record();
        all.len()
    }

    /// Releases the lock, waits for a notification, takes the lock again. True if time was up.
    pub(crate) fn wait<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        deadline: Deadline,
        loc: Loc,
    ) -> bool {
        // Its timer starts before it releases the lock.
        let deadline = arms(deadline, &[]);
        let pass = self.object.pass(Op::Wait, loc);
        self.must_be_one_mutex(guard.lock().id());
        let waiter = Waiter::new();
        plain(&self.state).waiting.push(&waiter);
        drop(pass);
        guard.suspend();
        self.object.event(Op::Wait, loc).record_blocked();
        let spurious = self.wakes_spuriously();
        let pending = self.object.wait_in(Op::Wait, loc);
        let ended = if spurious {
            waiter.complete(0);
            Op::WokenSpuriously
        } else {
            match waiter.wait_until(deadline, pending) {
                Some(_) => Op::Woken,
                None => Op::WaitTimedOut,
            }
        };
        self.object.event(ended, loc).record();
        let held = guard.lock().lock(loc);
        guard.resume(held);
        ended == Op::WaitTimedOut
    }

    fn must_be_one_mutex(&self, mutex: ObjectId) {
        let mut state = plain(&self.state);
        let before = state.mutex.replace(mutex);
        let differs = state.waiting.has_open() && before != Some(mutex);
        drop(state);
        if differs && !recorder::failed() {
            failure::two_mutexes();
        }
    }

    fn wakes_spuriously(&self) -> bool {
        let wakes = spurious::happens(self.id(), choose);
        if wakes {
            recorder::chose(Choice::Spurious);
        }
        wakes
    }
}
