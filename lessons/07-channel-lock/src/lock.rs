//! The technique's last step: the lock owns its data, and only a guard gives access to it.
//!
//! The channel orders memory, too. crossbeam's code does that, although its documentation does not
//! promise it: a receive frees its slot with a release store, and a send makes an acquire load before
//! it fills the slot.
//!
//! # Examples
//! ```
//! use lesson_07::lock::ChannelLock;
//!
//! let tally = ChannelLock::new(0);
//! *tally.lock() += 1;
//! assert_eq!(tally.try_lock().as_deref(), Some(&1));
//! assert_eq!(tally.into_inner(), 1);
//! ```

use crate::semaphore::{ChannelSemaphore, Permit};
use crate::sync::cell::UnsafeCell;
use crate::sync::time::Duration;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

// ANCHOR: lock
/// A lock that owns a value and lets one thread access it at a time.
pub struct ChannelLock<T> {
    semaphore: ChannelSemaphore,
    /// Read and written only by the thread that holds the semaphore's one permit.
    data: UnsafeCell<T>,
}

/// Gives access to the value and releases the lock when it is dropped.
///
/// Unlike the guard of a mutex, it may be sent to another thread and dropped there, because any thread
/// may receive from a channel.
///
/// It can be shared between threads if a `&mut T` can, so this does not compile:
///
/// ```compile_fail,E0277
/// use lesson_07::lock::Guard;
/// use std::cell::Cell;
///
/// fn shareable<T: Sync>() {}
/// shareable::<Guard<'static, Cell<u32>>>();
/// ```
#[must_use = "a guard that is not kept releases the lock at once"]
pub struct Guard<'a, T> {
    lock: &'a ChannelLock<T>,
    /// Makes the guard `Send` and `Sync` where a `&mut T` is.
    value: PhantomData<&'a mut T>,
    /// Released when the guard is dropped.
    _permit: Permit<'a>,
}

// SAFETY: there is one permit, so only one thread at a time accesses the value. The value is sent from
// thread to thread and never shared, so `T: Send` is enough. loom checks that there is one permit (the
// models `07/lock`, `07/lock-three`, `07/lock-panic` and `07/lock-tries`). It does NOT check that the
// channel orders the accesses, because the checked channel orders more than a real one has to.
unsafe impl<T: Send> Sync for ChannelLock<T> {}

impl<T> ChannelLock<T> {
    /// Creates a lock around `value` that no thread holds.
    pub fn new(value: T) -> Self {
        ChannelLock {
            semaphore: ChannelSemaphore::new(1),
            data: UnsafeCell::new(value),
        }
    }

    /// Acquires the lock, blocking the current thread until it is free.
    pub fn lock(&self) -> Guard<'_, T> {
        self.guard(self.semaphore.acquire())
    }

    /// Acquires the lock if it is free now.
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        self.semaphore
            .try_acquire()
            .map(|permit| self.guard(permit))
    }

    /// Acquires the lock, blocking the current thread for at most `limit`.
    pub fn lock_timeout(&self, limit: Duration) -> Option<Guard<'_, T>> {
        let permit = self.semaphore.acquire_timeout(limit);
        permit.map(|permit| self.guard(permit))
    }

    /// Consumes the lock and returns the value. Owning the lock means that no thread holds it.
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }

    fn guard<'a>(&'a self, permit: Permit<'a>) -> Guard<'a, T> {
        Guard {
            lock: self,
            value: PhantomData,
            _permit: permit,
        }
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard holds the only permit, and is borrowed for as long as the reference lives.
        self.lock.data.with(|value| unsafe { &*value })
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and the guard is borrowed mutably.
        self.lock.data.with_mut(|value| unsafe { &mut *value })
    }
}
// ANCHOR_END: lock

impl<T> fmt::Debug for ChannelLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChannelLock").finish_non_exhaustive()
    }
}

impl<T: fmt::Debug> fmt::Debug for Guard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
