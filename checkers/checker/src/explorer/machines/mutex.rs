//! A mutual exclusion lock.
//!
//! Three objects. `taken` orders those who take the lock. A release makes a taking possible, which
//! then says so; the two never race, so a release touches only `released`, and only those who look
//! without waiting touch that too. `content` is what a thread looks at that takes the lock again and again: a
//! release updates it if the value was written, so that two threads that only read it do not wake each other.

use super::time::time_is_up;
use crate::explorer::step::{Step, off, tell};
use crate::explorer::sync::time::Deadline;
use crate::failure;
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use explorer::{Access, Event as Cause, Object};
use std::marker::PhantomData;
use std::sync::Mutex as Plain;

/// The lock.
#[derive(Debug)]
pub(crate) struct Lock {
    id: ObjectId,
    taken: Object,
    released: Object,
    content: Object,
    state: Plain<Holding>,
}

#[derive(Debug, Default)]
struct Holding {
    held: bool,
    /// The step of the last release.
    released: Option<Cause>,
}

/// The right to release the lock.
pub(crate) struct Held<'a> {
    lock: PhantomData<&'a Lock>,
    written: bool,
}

impl Held<'_> {
    /// The thread may write the value.
    pub(crate) fn writes(&mut self) {
        self.written = true;
    }
}

impl Lock {
    pub(crate) fn new(loc: Loc) -> Self {
        Lock {
            id: recorder::new_object("mutex", loc),
            taken: explorer::object(),
            released: explorer::object(),
            content: explorer::object(),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// Waits until it is free, and takes it.
    pub(crate) fn lock(&self, loc: Loc) -> Held<'_> {
        Step::new(Op::Lock, loc)
            .on(self.id)
            .touching(&[self.taking()])
            .when(|| self.is_free());
        self.looks_inside();
        self.take(Op::Lock, loc)
    }

    /// The running step takes the lock, to look at what it guards.
    pub(super) fn looks_inside(&self) {
        explorer::looks(&[self.content]);
    }

    /// Takes it if it is free.
    pub(crate) fn try_lock(&self, loc: Loc) -> Option<Held<'_>> {
        let op = |taken| Op::TryLock { taken };
        Step::new(op(true), loc)
            .on(self.id)
            .touching(&[self.taking(), (self.released, Access::EXCLUSIVE)])
            .take_it();
        if self.is_free() {
            return Some(self.take(op(true), loc));
        }
        explorer::unchanged();
        tell(Event::new(op(false), Some(loc)).on(self.id));
        None
    }

    /// Waits until it is free, and takes it, unless time is up.
    pub(crate) fn lock_until(&self, deadline: Deadline, loc: Loc) -> Option<Held<'_>> {
        let Some(deadline) = deadline else {
            return Some(self.lock(loc));
        };
        Step::new(Op::Lock, loc)
            .on(self.id)
            .touching(&[self.taking(), (self.released, Access::EXCLUSIVE)])
            .timed(deadline)
            .when(|| self.is_free());
        if self.is_free() {
            return Some(self.take(Op::Lock, loc));
        }
        time_is_up(deadline, Some(self.id));
        tell(Event::new(Op::LockTimedOut, Some(loc)).on(self.id));
        None
    }

    /// Looks whether it is held.
    pub(crate) fn is_locked(&self, loc: Loc) -> bool {
        Step::new(Op::Len, loc)
            .on(self.id)
            .touching(&[(self.taken, Access::READ), (self.released, Access::READ)])
            .take_it();
        let held = !self.is_free();
        let event = Event::new(Op::Len, Some(loc)).on(self.id);
        tell(event.value(Value::Bool(held)));
        held
    }

    /// How a step touches the lock that may take it.
    pub(super) fn taking(&self) -> (Object, Access) {
        (self.taken, Access::EXCLUSIVE)
    }

    /// How a step touches the lock that releases it.
    pub(super) fn releasing(&self) -> (Object, Access) {
        (self.released, Access::UPDATE)
    }

    pub(super) fn is_free(&self) -> bool {
        !plain(&self.state).held
    }

    /// Takes the free lock, in a step that announced so.
    pub(super) fn take(&self, op: Op, loc: Loc) -> Held<'_> {
        let released = {
            let mut holding = plain(&self.state);
            holding.held = true;
            holding.released
        };
        if let Some(released) = released {
            explorer::after(released);
        }
        if !off() {
            let me = recorder::me();
            let event = Event::new(op, Some(loc)).on(self.id);
            event.state(State::HeldBy(me)).record();
        }
        Held {
            lock: PhantomData,
            written: false,
        }
    }

    /// Frees it.
    pub(crate) fn unlock(&self, held: Held<'_>, loc: Loc, told: impl FnOnce() -> (State, Value)) {
        let told = told();
        Step::new(Op::Unlock, loc)
            .on(self.id)
            .touching(&[self.releasing()])
            .touching(&self.writing(&held, &told))
            .take_it();
        self.free(Op::Unlock, told, loc);
    }

    /// Frees it for a thread whose guard was forgotten, which may have written.
    pub(crate) fn force(&self, loc: Loc, told: impl FnOnce() -> (State, Value)) {
        Step::new(Op::ForceUnlock, loc)
            .on(self.id)
            .touching(&[self.releasing(), (self.content, Access::UPDATE)])
            .take_it();
        if !off() && self.is_free() {
            return failure::forced_in_vain();
        }
        self.free(Op::ForceUnlock, told(), loc);
    }

    /// How its release touches what the lock guards, if the thread wrote it.
    fn writing(&self, held: &Held<'_>, told: &(State, Value)) -> Vec<(Object, Access)> {
        let same = matches!(told, (State::Holds(_) | State::Wrote(_), Value::Unknown));
        match held.written && !same {
            true => vec![(self.content, Access::UPDATE)],
            false => vec![],
        }
    }

    /// Frees it, in a step that announced so.
    pub(crate) fn suspend(&self, held: Held<'_>, loc: Loc, told: impl FnOnce() -> (State, Value)) {
        let told = told();
        let writes = self.writing(&held, &told);
        writes.into_iter().for_each(explorer::touch);
        self.free(Op::Unlock, told, loc);
    }

    fn free(&self, op: Op, (state, changed): (State, Value), loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.id);
        tell(event.state(state).value(changed));
        *plain(&self.state) = Holding {
            held: false,
            released: Some(explorer::now()),
        };
    }
}
