//! Twin of parking_lot's `Mutex`: never poisoned, released while unwinding too.

use super::time::{Duration, Instant, deadline};
use super::wait::{Object, Queue, Waiter, here, plain};
use crate::log::event::{Op, State};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::loom::engine::Pass;
use crate::questions;
use std::cell::UnsafeCell;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Mutex as Plain;

/// A mutual exclusion lock; twin of [`parking_lot::Mutex`].
pub struct Mutex<T> {
    object: Object,
    lock: Plain<Lock>,
    /// Touched only by the thread that `lock` is held by.
    data: UnsafeCell<T>,
}

#[derive(Debug, Default)]
struct Lock {
    held: bool,
    waiting: Queue,
}

/// Access to what a [`Mutex`] guards; dropping it releases the lock.
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    /// Publishes the critical section when dropped. `None` while a condition variable waits.
    pass: Option<Pass<'a>>,
    /// The lines that took the lock: an implicit drop has none of its own.
    loc: Loc,
    before: Value,
}

// SAFETY: as std's: the lock lets one thread at a time at the data.
unsafe impl<T: Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Mutex<T> {}
// SAFETY: a shared guard gives shared access to the data only.
unsafe impl<T: Sync> Sync for MutexGuard<'_, T> {}

impl<T> Mutex<T> {
    /// A free lock around `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Mutex {
            object: Object::new("mutex", here()),
            lock: Plain::default(),
            data: UnsafeCell::new(value),
        }
    }

    /// Waits until the lock is free, and takes it.
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        let loc = here();
        self.acquire(None, loc)
            .unwrap_or_else(|| self.guard(None, loc))
    }

    /// Takes the lock if it is free.
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let loc = here();
        questions::want_unlock_points();
        let pass = self.object.pass(Op::TryLock { taken: true }, loc);
        let taken = !std::mem::replace(&mut plain(&self.lock).held, true);
        if taken {
            self.took(Op::TryLock { taken }, loc);
        } else {
            self.object.event(Op::TryLock { taken }, loc).record();
        }
        taken.then(|| self.guard(Some(pass), loc))
    }

    /// Waits until the lock is free, but no longer than `timeout`.
    #[track_caller]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<MutexGuard<'_, T>> {
        self.lock_until(deadline(timeout), here())
    }

    /// Waits until the lock is free, but no longer than until `deadline`.
    #[track_caller]
    pub fn try_lock_until(&self, deadline: Instant) -> Option<MutexGuard<'_, T>> {
        self.lock_until(Some(deadline), here())
    }

    /// Whether some thread holds the lock now.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        questions::want_unlock_points();
        let loc = here();
        let _pass = self.object.pass(Op::Len, loc);
        let held = plain(&self.lock).held;
        let event = self.object.event(Op::Len, loc).value(Value::Bool(held));
        event.record();
        held
    }

    /// Takes the value out; no lock is needed, since nobody else can hold it.
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }

    /// The value; no lock is needed, since nobody else can hold it.
    pub fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }

    fn lock_until(&self, deadline: Option<Instant>, loc: Loc) -> Option<MutexGuard<'_, T>> {
        questions::want_unlock_points();
        let guard = self.acquire(deadline, loc);
        if guard.is_none() {
            self.object.event(Op::LockTimedOut, loc).record();
        }
        guard
    }

    /// `None`: time was up, or the execution has failed.
    pub(super) fn acquire(&self, deadline: Option<Instant>, loc: Loc) -> Option<MutexGuard<'_, T>> {
        let pass = self.object.pass(Op::Lock, loc);
        if !std::mem::replace(&mut plain(&self.lock).held, true) {
            self.took(Op::Lock, loc);
            return Some(self.guard(Some(pass), loc));
        }
        if recorder::failed() {
            return None;
        }
        // The pass is kept while it waits: the guard will publish with it.
        let waiter = Waiter::new();
        plain(&self.lock).waiting.push(&waiter);
        self.object.event(Op::Lock, loc).record_blocked();
        waiter.wait_until(deadline, self.object.wait_in(Op::Lock, loc))?;
        self.took(Op::Lock, loc);
        Some(self.guard(Some(pass), loc))
    }

    fn took(&self, op: Op, loc: Loc) {
        if recorder::failed() {
            return;
        }
        recorder::set_owner(self.object.id(), Some(recorder::me()));
        let state = State::HeldBy(recorder::me());
        self.object.event(op, loc).state(state).record();
    }

    fn guard<'a>(&'a self, pass: Option<Pass<'a>>, loc: Loc) -> MutexGuard<'a, T> {
        MutexGuard {
            mutex: self,
            pass,
            loc,
            // SAFETY: this thread has just taken the lock, or is the only one left.
            before: Value::of(unsafe { &*self.data.get() }),
        }
    }

    /// Gives the lock to the first that waits, or frees it.
    fn release(&self, pass: Option<Pass<'_>>, loc: Loc, before: &Value) {
        if recorder::failed() {
            return;
        }
        let mut pass = pass;
        if questions::points().unlocks {
            drop(pass.take());
            pass = Some(self.object.pass(Op::Unlock, loc));
        }
        // SAFETY: this thread holds the lock until the end of this function.
        let after = Value::of(unsafe { &*self.data.get() });
        let state = match &after {
            Value::Unknown => State::Free,
            value => State::Holds(value.clone()),
        };
        let event = self.object.event(Op::Unlock, loc).state(state);
        event
            .value(if after == *before {
                Value::Unknown
            } else {
                after
            })
            .record();
        drop(pass);
        let mut lock = plain(&self.lock);
        let next = lock.waiting.pop();
        lock.held = next.is_some();
        recorder::set_owner(self.object.id(), next.as_ref().map(|next| next.thread));
        if let Some(next) = next {
            next.complete(0);
        }
    }
}

impl<T> MutexGuard<'_, T> {
    /// Releases the lock until [`MutexGuard::retake`].
    pub(super) fn suspend(&mut self) {
        let pass = self.pass.take();
        self.mutex.release(pass, self.loc, &self.before);
    }

    /// Takes the lock again.
    pub(super) fn retake(&mut self, loc: Loc) {
        if let Some(mut guard) = self.mutex.acquire(None, loc) {
            self.pass = guard.pass.take();
            self.before = std::mem::replace(&mut guard.before, Value::Unknown);
            // The lock stays held: by `self`.
            std::mem::forget(guard);
        }
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: the guard exists only while this thread holds the lock.
        unsafe { &*self.mutex.data.get() }
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and the guard is borrowed mutably.
        unsafe { &mut *self.mutex.data.get() }
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        let pass = self.pass.take();
        self.mutex.release(pass, self.loc, &self.before);
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Mutex::new(T::default())
    }
}

impl<T> Named for Mutex<T> {
    fn object(&self) -> ObjectId {
        self.object.id()
    }
}

impl<T> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mutex").finish_non_exhaustive()
    }
}

impl<T: fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
