//! Twin of parking_lot's `RwLock`: never poisoned, first come first served.

use super::machines::off;
use super::machines::rw_lock::{self as machine, Lock};
use super::time::{Duration, deadline};
use crate::log::event::State;
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::cell::UnsafeCell;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A lock that many may read under or one may write under; twin of [`parking_lot::RwLock`].
///
/// As there, a reader waits behind a writer that waits: a thread that reads twice at once can
/// deadlock.
pub struct RwLock<T> {
    lock: Lock,
    /// Read under a read lock, written under the write lock.
    data: UnsafeCell<T>,
}

/// Shared access to what a [`RwLock`] guards.
pub struct RwLockReadGuard<'a, T>(Held<'a, T>);

/// Exclusive access to what a [`RwLock`] guards.
pub struct RwLockWriteGuard<'a, T>(Held<'a, T>);

struct Held<'a, T> {
    lock: &'a RwLock<T>,
    /// Until it is dropped.
    held: Option<machine::Held<'a>>,
    /// The lines that took the lock.
    loc: Loc,
    write: bool,
}

// SAFETY: as std's: many readers or one writer, so `T` must be both.
unsafe impl<T: Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}

impl<T> RwLock<T> {
    /// A free lock around `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        RwLock {
            lock: Lock::new(here()),
            data: UnsafeCell::new(value),
        }
    }

    /// Waits until nobody writes, and reads.
    #[track_caller]
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        RwLockReadGuard(self.enter(false, here()))
    }

    /// Waits until nobody reads or writes, and writes.
    #[track_caller]
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        RwLockWriteGuard(self.enter(true, here()))
    }

    /// Reads if nobody writes or waits to write.
    #[track_caller]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        self.try_enter(false, here()).map(RwLockReadGuard)
    }

    /// Writes if nobody reads or writes.
    #[track_caller]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        self.try_enter(true, here()).map(RwLockWriteGuard)
    }

    /// Waits until nobody writes, but no longer than `timeout`.
    #[track_caller]
    pub fn try_read_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, T>> {
        self.enter_in_time(false, timeout, here())
            .map(RwLockReadGuard)
    }

    /// Waits until nobody reads or writes, but no longer than `timeout`.
    #[track_caller]
    pub fn try_write_for(&self, timeout: Duration) -> Option<RwLockWriteGuard<'_, T>> {
        self.enter_in_time(true, timeout, here())
            .map(RwLockWriteGuard)
    }

    /// Takes the value out; no lock is needed, since nobody else can hold it.
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }

    /// The value; no lock is needed, since nobody else can hold it.
    pub fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }

    fn enter(&self, write: bool, loc: Loc) -> Held<'_, T> {
        self.held(self.lock.enter(write, loc), write, loc)
    }

    fn try_enter(&self, write: bool, loc: Loc) -> Option<Held<'_, T>> {
        let held = self.lock.try_enter(write, loc)?;
        Some(self.held(held, write, loc))
    }

    fn enter_in_time(&self, write: bool, timeout: Duration, loc: Loc) -> Option<Held<'_, T>> {
        let held = self.lock.enter_until(write, deadline(timeout), loc)?;
        Some(self.held(held, write, loc))
    }

    fn held<'a>(&'a self, held: machine::Held<'a>, write: bool, loc: Loc) -> Held<'a, T> {
        Held {
            lock: self,
            held: Some(held),
            loc,
            write,
        }
    }
}

impl<T> Drop for Held<'_, T> {
    fn drop(&mut self) {
        let Some(held) = self.held.take().filter(|_| !off()) else {
            return;
        };
        let written = || {
            // SAFETY: nobody else is let in before this thread has left.
            match Value::of(unsafe { &*self.lock.data.get() }) {
                Value::Unknown => State::Free,
                value => State::Holds(value),
            }
        };
        self.lock.lock.leave(held, self.write, self.loc, written);
    }
}

impl<T> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: nobody writes while a read guard exists.
        unsafe { &*self.0.lock.data.get() }
    }
}

impl<T> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: nobody else reads or writes while a write guard exists.
        unsafe { &*self.0.lock.data.get() }
    }
}

impl<T> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and the guard is borrowed mutably.
        unsafe { &mut *self.0.lock.data.get() }
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        RwLock::new(T::default())
    }
}

impl<T> Named for RwLock<T> {
    fn object(&self) -> ObjectId {
        self.lock.id()
    }
}

impl<T> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RwLock").finish_non_exhaustive()
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
