//! Twin of parking_lot's `RecursiveRwLock`: readers go in before a writer that waits.

use super::{GuardNoSend, RwLock};
use super::{RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard};
use crate::log::ObjectId;
use crate::log::note::Named;
use std::fmt;

use super::super::time::{Duration, Instant};

/// A lock that many may read under or one may write under; twin of [`parking_lot::RecursiveRwLock`].
///
/// A reader waits behind no writer that waits, so a thread may read twice at once, and a writer may starve.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::RecursiveRwLock, sync::thread};
///
/// let report = check("table", || {
///     let table = RecursiveRwLock::new(0);
///     thread::scope(|scope| {
///         scope.spawn(|| *table.write() += 1);
///         let outer = table.read();
///         *outer == *table.read()
///     })
/// });
/// report.holds().reaches(["true"]);
/// ```
pub struct RecursiveRwLock<T>(RwLock<T>);

/// Shared access to what a [`RecursiveRwLock`] guards.
pub type RecursiveRwLockReadGuard<'a, T> = RwLockReadGuard<'a, T>;

/// Shared access to what a [`RecursiveRwLock`] guards, by the one thread at a time that may come to write.
pub type RecursiveRwLockUpgradableReadGuard<'a, T> = RwLockUpgradableReadGuard<'a, T>;

/// Exclusive access to what a [`RecursiveRwLock`] guards.
pub type RecursiveRwLockWriteGuard<'a, T> = RwLockWriteGuard<'a, T>;

impl<T> RecursiveRwLock<T> {
    /// Creates an unlocked lock that guards `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        RecursiveRwLock(RwLock::new(value))
    }

    /// Reads, blocking the current thread until no other writes. A writer that waits for readers is overtaken.
    #[track_caller]
    pub fn read(&self) -> RecursiveRwLockReadGuard<'_, T> {
        self.0.read_recursive()
    }

    /// Reads, and may [upgrade](RwLockUpgradableReadGuard::upgrade) later. Blocks the current thread until no other
    /// writes, waits to write or is upgradable.
    #[track_caller]
    pub fn upgradable_read(&self) -> RecursiveRwLockUpgradableReadGuard<'_, T> {
        self.0.upgradable_read()
    }

    /// Acquires the lock for writing, blocking the current thread until no other thread reads or writes.
    #[track_caller]
    pub fn write(&self) -> RecursiveRwLockWriteGuard<'_, T> {
        self.0.write()
    }

    /// Reads if no thread writes, though one may wait to write while others read.
    #[track_caller]
    pub fn try_read(&self) -> Option<RecursiveRwLockReadGuard<'_, T>> {
        self.0.try_read_recursive()
    }

    /// Reads, and may upgrade later, if no thread writes, waits to write or is upgradable.
    #[track_caller]
    pub fn try_upgradable_read(&self) -> Option<RecursiveRwLockUpgradableReadGuard<'_, T>> {
        self.0.try_upgradable_read()
    }

    /// Acquires the lock for writing if no thread reads or writes, without blocking.
    #[track_caller]
    pub fn try_write(&self) -> Option<RecursiveRwLockWriteGuard<'_, T>> {
        self.0.try_write()
    }

    /// As [`RecursiveRwLock::read`], but no longer than `timeout`.
    #[track_caller]
    pub fn try_read_for(&self, timeout: Duration) -> Option<RecursiveRwLockReadGuard<'_, T>> {
        self.0.try_read_recursive_for(timeout)
    }

    /// As [`RecursiveRwLock::write`], but no longer than `timeout`.
    #[track_caller]
    pub fn try_write_for(&self, timeout: Duration) -> Option<RecursiveRwLockWriteGuard<'_, T>> {
        self.0.try_write_for(timeout)
    }

    /// As [`RecursiveRwLock::write`], but no longer than until `deadline`.
    #[track_caller]
    pub fn try_write_until(&self, deadline: Instant) -> Option<RecursiveRwLockWriteGuard<'_, T>> {
        self.0.try_write_until(deadline)
    }

    /// Returns true if a thread holds the lock, or waits for readers to leave so that it can write.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        self.0.is_locked()
    }

    /// Returns true if a thread holds the lock for writing.
    #[track_caller]
    pub fn is_locked_exclusive(&self) -> bool {
        self.0.is_locked_exclusive()
    }

    /// As [`RwLock::force_unlock_read`].
    ///
    /// # Safety
    /// A read guard of this lock was forgotten, and nothing uses the value through it any more.
    #[track_caller]
    pub unsafe fn force_unlock_read(&self, guard: GuardNoSend) {
        // SAFETY: the caller's.
        unsafe { self.0.force_unlock_read(guard) }
    }

    /// As [`RwLock::force_unlock_write`].
    ///
    /// # Safety
    /// A write guard of this lock was forgotten, and nothing uses the value through it any more.
    #[track_caller]
    pub unsafe fn force_unlock_write(&self, guard: GuardNoSend) {
        // SAFETY: the caller's.
        unsafe { self.0.force_unlock_write(guard) }
    }

    /// Consumes the lock and returns the value; no locking is needed, since no other thread can hold it.
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }

    /// Returns the value; no locking is needed, since no other thread can hold the lock.
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}

impl<T: Default> Default for RecursiveRwLock<T> {
    #[track_caller]
    fn default() -> Self {
        RecursiveRwLock::new(T::default())
    }
}

impl<T> Named for RecursiveRwLock<T> {
    fn object(&self) -> ObjectId {
        self.0.object()
    }
}

impl<T> fmt::Debug for RecursiveRwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecursiveRwLock").finish_non_exhaustive()
    }
}
