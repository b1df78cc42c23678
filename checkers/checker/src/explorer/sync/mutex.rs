//! Twin of parking_lot's `Mutex`: never poisoned, released while unwinding too.
//!
//! Two objects. `taken` orders those who take the lock. A release makes a taking possible, which
//! then says so; the two never race, so a release touches only `released`, and only those who look
//! without waiting touch that too.

use super::time::{Deadline, Duration, Instant, deadline, fire};
use super::wait::{here, plain};
use crate::explorer::step::{Step, off, tell};
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use explorer::{Access, Event as Cause, Object};
use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::Mutex as Plain;

/// A mutual exclusion lock; twin of [`parking_lot::Mutex`].
pub struct Mutex<T> {
    id: ObjectId,
    taken: Object,
    released: Object,
    lock: Plain<Lock>,
    /// Touched only by the thread that `lock` is held by.
    data: UnsafeCell<T>,
}

#[derive(Debug, Default)]
struct Lock {
    held: bool,
    /// The step of the last release.
    released: Option<Cause>,
}

/// Access to what a [`Mutex`] guards; dropping it releases the lock.
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    /// The lines that took the lock: an implicit drop has none of its own.
    loc: Loc,
    before: Value,
    /// Not to be sent: the thread that took the lock releases it.
    stays: PhantomData<*const ()>,
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
            id: recorder::new_object("mutex", here()),
            taken: explorer::object(),
            released: explorer::object(),
            lock: Plain::default(),
            data: UnsafeCell::new(value),
        }
    }

    /// Waits until the lock is free, and takes it.
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.lock_at(here())
    }

    fn lock_at(&self, loc: Loc) -> MutexGuard<'_, T> {
        Step::new(Op::Lock, loc)
            .on(self.id)
            .touching(&[self.taking()])
            .when(|| self.is_free());
        self.take(Op::Lock, loc)
    }

    /// Takes the lock if it is free.
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let loc = here();
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

    fn lock_until(&self, deadline: Deadline, loc: Loc) -> Option<MutexGuard<'_, T>> {
        let Some(deadline) = deadline else {
            return Some(self.lock_at(loc));
        };
        Step::new(Op::Lock, loc)
            .on(self.id)
            .touching(&[self.taking(), (self.released, Access::EXCLUSIVE)])
            .timed()
            .when(|| self.is_free());
        if self.is_free() {
            return Some(self.take(Op::Lock, loc));
        }
        fire(deadline, Some(self.id));
        tell(Event::new(Op::LockTimedOut, Some(loc)).on(self.id));
        None
    }

    /// Whether some thread holds the lock now.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        let loc = here();
        Step::new(Op::Len, loc)
            .on(self.id)
            .touching(&[(self.taken, Access::READ), (self.released, Access::READ)])
            .take_it();
        let held = !self.is_free();
        let event = Event::new(Op::Len, Some(loc)).on(self.id);
        tell(event.value(Value::Bool(held)));
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

    /// How a step touches the lock that may take it.
    pub(super) fn taking(&self) -> (Object, Access) {
        (self.taken, Access::EXCLUSIVE)
    }

    /// How a step touches the lock that releases it.
    pub(super) fn releasing(&self) -> (Object, Access) {
        (self.released, Access::UPDATE)
    }

    pub(super) fn is_free(&self) -> bool {
        !plain(&self.lock).held
    }

    /// Takes the free lock, in a step that announced so.
    fn take(&self, op: Op, loc: Loc) -> MutexGuard<'_, T> {
        let released = {
            let mut lock = plain(&self.lock);
            lock.held = true;
            lock.released
        };
        if let Some(released) = released {
            explorer::after(released);
        }
        if !off() {
            let me = recorder::me();
            recorder::set_owner(self.id, Some(me));
            let event = Event::new(op, Some(loc)).on(self.id);
            event.state(State::HeldBy(me)).record();
        }
        MutexGuard {
            mutex: self,
            loc,
            // SAFETY: this thread has just taken the lock, or is the only one left.
            before: Value::of(unsafe { &*self.data.get() }),
            stays: PhantomData,
        }
    }

    /// Frees the lock, in a step that announced so.
    fn release(&self, loc: Loc, before: &Value) {
        // SAFETY: this thread holds the lock until the end of this function.
        let after = Value::of(unsafe { &*self.data.get() });
        let state = match &after {
            Value::Unknown => State::Free,
            value => State::Holds(value.clone()),
        };
        let changed = match after == *before {
            true => Value::Unknown,
            false => after,
        };
        let event = Event::new(Op::Unlock, Some(loc)).on(self.id);
        tell(event.state(state).value(changed));
        if !off() {
            recorder::set_owner(self.id, None);
        }
        *plain(&self.lock) = Lock {
            held: false,
            released: Some(explorer::now()),
        };
    }
}

impl<'a, T> MutexGuard<'a, T> {
    pub(super) fn mutex(&self) -> &'a Mutex<T> {
        self.mutex
    }

    /// Releases the lock until [`MutexGuard::retake`], in a step that announced so.
    pub(super) fn suspend(&mut self) {
        self.mutex.release(self.loc, &self.before);
    }

    /// Takes the lock again, waiting for it.
    pub(super) fn retake(&mut self, loc: Loc) {
        let guard = self.mutex.lock_at(loc);
        self.resume(guard);
    }

    /// Takes the free lock again, in a step that announced so.
    pub(super) fn resume_in_step(&mut self, loc: Loc) {
        let guard = self.mutex.take(Op::Lock, loc);
        self.resume(guard);
    }

    fn resume(&mut self, mut guard: MutexGuard<'a, T>) {
        self.before = std::mem::replace(&mut guard.before, Value::Unknown);
        // The lock stays held: by `self`.
        std::mem::forget(guard);
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
        if off() {
            return;
        }
        Step::new(Op::Unlock, self.loc)
            .on(self.mutex.id)
            .touching(&[self.mutex.releasing()])
            .take_it();
        self.mutex.release(self.loc, &self.before);
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
        self.id
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
