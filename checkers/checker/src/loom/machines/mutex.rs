//! A mutual exclusion lock, handed over to the first that waits.

use super::wait::{Object, Queue, Waiter};
use crate::failure;
use crate::log::event::{Op, State};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::loom::engine::Pass;
use crate::loom::sync::time::Deadline;
use crate::plain::plain;
use crate::questions;
use std::sync::Mutex as Plain;

/// The lock.
#[derive(Debug)]
pub(crate) struct Lock {
    object: Object,
    state: Plain<Holding>,
}

#[derive(Debug, Default)]
struct Holding {
    held: bool,
    waiting: Queue,
}

/// Publishes the critical section when dropped. `None`: the execution has failed.
pub(crate) struct Held<'a>(Option<Pass<'a>>);

impl Held<'_> {
    /// The thread may write the value.
    pub(crate) fn writes(&mut self) {}
}

impl Lock {
    pub(crate) fn new(loc: Loc) -> Self {
        Lock {
            object: Object::new("mutex", loc),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    /// Waits until it is free, and takes it.
    pub(crate) fn lock(&self, loc: Loc) -> Held<'_> {
        self.acquire(None, loc).unwrap_or(Held(None))
    }

    /// Takes it if it is free.
    pub(crate) fn try_lock(&self, loc: Loc) -> Option<Held<'_>> {
        questions::want_unlock_points();
        let pass = self.object.pass(Op::TryLock { taken: true }, loc);
        let taken = !std::mem::replace(&mut plain(&self.state).held, true);
        if taken {
            self.took(Op::TryLock { taken }, loc);
        } else {
            self.object.event(Op::TryLock { taken }, loc).record();
        }
        taken.then(|| Held(Some(pass)))
    }

    /// Waits until it is free, and takes it, unless time is up.
    pub(crate) fn lock_until(&self, deadline: Deadline, loc: Loc) -> Option<Held<'_>> {
        questions::want_unlock_points();
        let held = self.acquire(deadline, loc);
        if held.is_none() {
            self.object.event(Op::LockTimedOut, loc).record();
        }
        held
    }

    /// Looks whether it is held.
    pub(crate) fn is_locked(&self, loc: Loc) -> bool {
        questions::want_unlock_points();
        let _pass = self.object.pass(Op::Len, loc);
        let held = plain(&self.state).held;
        let event = self.object.event(Op::Len, loc).value(Value::Bool(held));
        event.record();
        held
    }

    /// `None`: time was up, or the execution has failed.
    fn acquire(&self, deadline: Deadline, loc: Loc) -> Option<Held<'_>> {
        let pass = self.object.pass(Op::Lock, loc);
        if !std::mem::replace(&mut plain(&self.state).held, true) {
            self.took(Op::Lock, loc);
            return Some(Held(Some(pass)));
        }
        if recorder::failed() {
            return None;
        }
        // The pass is kept while it waits: the guard will publish with it.
        let waiter = Waiter::new();
        plain(&self.state).waiting.push(&waiter);
        self.object.event(Op::Lock, loc).record_blocked();
        waiter.wait_until(deadline, self.object.wait_in(Op::Lock, loc))?;
        self.took(Op::Lock, loc);
        Some(Held(Some(pass)))
    }

    fn took(&self, op: Op, loc: Loc) {
        if recorder::failed() {
            return;
        }
        let state = State::HeldBy(recorder::me());
        self.object.event(op, loc).state(state).record();
    }

    /// Releases it in the midst of a wait for something else.
    pub(crate) fn suspend(&self, held: Held<'_>, loc: Loc, told: impl FnOnce() -> (State, Value)) {
        self.unlock(held, loc, told);
    }

    /// Gives it to the first that waits, or frees it.
    pub(crate) fn unlock(&self, held: Held<'_>, loc: Loc, told: impl FnOnce() -> (State, Value)) {
        if recorder::failed() {
            return;
        }
        let mut pass = held.0;
        if questions::points().unlocks {
            drop(pass.take());
            pass = Some(self.object.pass(Op::Unlock, loc));
        }
        self.hand_over(Op::Unlock, pass, loc, told());
    }

    /// The same for a thread whose guard was forgotten.
    pub(crate) fn force(&self, loc: Loc, told: impl FnOnce() -> (State, Value)) {
        questions::want_unlock_points();
        let pass = self.object.pass_for_a_forgotten(Op::ForceUnlock, loc);
        if !plain(&self.state).held {
            return failure::forced_in_vain();
        }
        self.hand_over(Op::ForceUnlock, Some(pass), loc, told());
    }

    fn hand_over(&self, op: Op, pass: Option<Pass<'_>>, loc: Loc, (state, value): (State, Value)) {
        let event = self.object.event(op, loc).state(state);
        event.value(value).record();
        drop(pass);
        let mut holding = plain(&self.state);
        let next = holding.waiting.pop();
        holding.held = next.is_some();
        if let Some(next) = next {
            next.complete(0);
        }
    }
}
