//! The technique's last step: the lock owns what it guards, and only who has the lock gets at it.
//!
//! The channel orders memory too, in crossbeam's code and not in its documentation: a receive frees its
//! slot with a release store, and a send makes an acquire load before it takes the slot.
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
/// One thread at a time gets at the value.
pub struct ChannelLock<T> {
    semaphore: ChannelSemaphore,
    /// Read and written only by whoever has the semaphore's one permit.
    data: UnsafeCell<T>,
}

/// Access to the value, until this is dropped.
///
/// Unlike a mutex's guard it may be sent to another thread and dropped there: a channel does not
/// mind who receives.
///
/// It is as shareable as a `&mut T`, no more:
///
/// ```compile_fail,E0277
/// use lesson_07::lock::Guard;
/// use std::cell::Cell;
///
/// fn shareable<T: Sync>() {}
/// shareable::<Guard<'static, Cell<u32>>>();
/// ```
#[must_use = "a guard that nobody keeps gives the lock back at once"]
pub struct Guard<'a, T> {
    lock: &'a ChannelLock<T>,
    /// What may be sent and shared: as much as a `&mut T`.
    value: PhantomData<&'a mut T>,
    /// Given back when the guard is dropped.
    _permit: Permit<'a>,
}

// SAFETY: there is one permit, so one thread at a time gets at the value: it is sent from thread to
// thread and never shared, so `Send` is enough. In the models `07/lock`, `07/lock-three`, `07/lock-panic`
// and `07/lock-tries` loom checks that there is one permit. It takes the channel's ordering for granted:
// the checked channel orders more than a real one has to.
unsafe impl<T: Send> Sync for ChannelLock<T> {}

impl<T> ChannelLock<T> {
    /// A lock around `value` that nobody has.
    pub fn new(value: T) -> Self {
        ChannelLock {
            semaphore: ChannelSemaphore::new(1),
            data: UnsafeCell::new(value),
        }
    }

    /// Waits until nobody has the lock, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        self.guard(self.semaphore.acquire())
    }

    /// Takes the lock if nobody has it now.
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        self.semaphore
            .try_acquire()
            .map(|permit| self.guard(permit))
    }

    /// Waits until nobody has the lock, but no longer than `limit`.
    pub fn lock_timeout(&self, limit: Duration) -> Option<Guard<'_, T>> {
        let permit = self.semaphore.acquire_timeout(limit);
        permit.map(|permit| self.guard(permit))
    }

    /// Takes the value out; no lock is needed, since nobody else can have it.
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
        // SAFETY: this guard has the only permit, and is borrowed for as long as the reference lives.
        self.lock.data.with(|value| unsafe { &*value })
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and it is borrowed mutably.
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
