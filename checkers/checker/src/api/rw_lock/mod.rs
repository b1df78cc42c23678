//! Twin of parking_lot's `RwLock`: never poisoned; a writer that waits keeps new readers out.

mod guards;
mod recursive;

use super::machines::off;
use super::machines::rw_lock::{self as machine, Lock};
use super::time::{Duration, Instant, deadline};
use crate::log::entry::Entry;
use crate::log::event::State;
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use guards::Held;
use std::cell::UnsafeCell;
use std::fmt;

pub use guards::{RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard};
pub use parking_lot::lock_api::GuardNoSend;
pub use recursive::{
    RecursiveRwLock, RecursiveRwLockReadGuard, RecursiveRwLockUpgradableReadGuard,
    RecursiveRwLockWriteGuard,
};

/// A lock that many may read under or one may write under; twin of [`parking_lot::RwLock`].
///
/// As there, a reader waits behind a writer that waits for other readers: a thread that reads twice at once can
/// deadlock, unless the lock is a [`RecursiveRwLock`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::RwLock, sync::thread};
///
/// let report = check("table", || {
///     let table = RwLock::new(0);
///     thread::scope(|scope| {
///         scope.spawn(|| *table.write() += 1);
///         *table.read()
///     })
/// });
/// report.holds().reaches(["0", "1"]);
/// ```
pub struct RwLock<T> {
    lock: Lock,
    /// Read under a read lock, written under the write lock.
    data: UnsafeCell<T>,
}

// SAFETY: as std's: many readers or one writer, so `T` must be both.
unsafe impl<T: Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}

impl<T> RwLock<T> {
    /// Creates an unlocked lock that guards `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        RwLock {
            lock: Lock::new(here()),
            data: UnsafeCell::new(value),
        }
    }

    /// Acquires the lock for reading, blocking the current thread until no other thread writes or waits to write.
    #[track_caller]
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        RwLockReadGuard(self.enter(Entry::Read, here()))
    }

    /// Reads, blocking the current thread until no other writes. A writer that waits for readers is overtaken, so a
    /// thread that reads already does not deadlock.
    ///
    /// Only the checkers have it, for those who port a program: parking_lot had it up to 0.12, and has
    /// [`RecursiveRwLock`] since.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::RwLock, sync::thread};
    ///
    /// let report = check("table", || {
    ///     let table = RwLock::new(0);
    ///     thread::scope(|scope| {
    ///         scope.spawn(|| *table.write() += 1);
    ///         let outer = table.read();
    ///         *outer == *table.read_recursive()
    ///     })
    /// });
    /// report.holds().reaches(["true"]);
    /// ```
    #[track_caller]
    pub fn read_recursive(&self) -> RwLockReadGuard<'_, T> {
        RwLockReadGuard(self.enter(Entry::ReadRecursive, here()))
    }

    /// Reads, beside plain readers, and may [upgrade](RwLockUpgradableReadGuard::upgrade) later. Blocks the current
    /// thread until no other writes, waits to write or is upgradable.
    #[track_caller]
    pub fn upgradable_read(&self) -> RwLockUpgradableReadGuard<'_, T> {
        RwLockUpgradableReadGuard(self.enter(Entry::Upgradable, here()))
    }

    /// Acquires the lock for writing, blocking the current thread until no other thread reads or writes.
    #[track_caller]
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        RwLockWriteGuard(self.enter(Entry::Write, here()))
    }

    /// Acquires the lock for reading if no thread writes or waits to write, without blocking.
    #[track_caller]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        self.try_enter(Entry::Read, here()).map(RwLockReadGuard)
    }

    /// Reads if no thread writes, though one may wait to write while others read. Only the checkers have it.
    #[track_caller]
    pub fn try_read_recursive(&self) -> Option<RwLockReadGuard<'_, T>> {
        self.try_enter(Entry::ReadRecursive, here())
            .map(RwLockReadGuard)
    }

    /// Reads, and may upgrade later, if no thread writes, waits to write or is upgradable.
    #[track_caller]
    pub fn try_upgradable_read(&self) -> Option<RwLockUpgradableReadGuard<'_, T>> {
        self.try_enter(Entry::Upgradable, here())
            .map(RwLockUpgradableReadGuard)
    }

    /// Acquires the lock for writing if no thread reads or writes, without blocking.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::RwLock};
    ///
    /// let report = check("try to write", || {
    ///     let lock = RwLock::new(1);
    ///     let read = lock.read();
    ///     let blocked = lock.try_write().is_none();
    ///     drop(read);
    ///     blocked && lock.try_write().is_some()
    /// });
    /// report.holds().reaches(["true"]);
    /// ```
    #[track_caller]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        self.try_enter(Entry::Write, here()).map(RwLockWriteGuard)
    }

    /// As [`RwLock::read`], but no longer than `timeout`.
    #[track_caller]
    pub fn try_read_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, T>> {
        self.enter_in_time(Entry::Read, Some(timeout), None, here())
            .map(RwLockReadGuard)
    }

    /// As [`RwLock::read`], but no longer than until `deadline`.
    #[track_caller]
    pub fn try_read_until(&self, deadline: Instant) -> Option<RwLockReadGuard<'_, T>> {
        self.enter_in_time(Entry::Read, None, Some(deadline), here())
            .map(RwLockReadGuard)
    }

    /// As [`RwLock::read_recursive`], but no longer than `timeout`. Only the checkers have it.
    #[track_caller]
    pub fn try_read_recursive_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, T>> {
        self.enter_in_time(Entry::ReadRecursive, Some(timeout), None, here())
            .map(RwLockReadGuard)
    }

    /// As [`RwLock::upgradable_read`], but no longer than `timeout`.
    #[track_caller]
    pub fn try_upgradable_read_for(
        &self,
        timeout: Duration,
    ) -> Option<RwLockUpgradableReadGuard<'_, T>> {
        self.enter_in_time(Entry::Upgradable, Some(timeout), None, here())
            .map(RwLockUpgradableReadGuard)
    }

    /// As [`RwLock::write`], but no longer than `timeout`.
    #[track_caller]
    pub fn try_write_for(&self, timeout: Duration) -> Option<RwLockWriteGuard<'_, T>> {
        self.enter_in_time(Entry::Write, Some(timeout), None, here())
            .map(RwLockWriteGuard)
    }

    /// As [`RwLock::write`], but no longer than until `deadline`.
    #[track_caller]
    pub fn try_write_until(&self, deadline: Instant) -> Option<RwLockWriteGuard<'_, T>> {
        self.enter_in_time(Entry::Write, None, Some(deadline), here())
            .map(RwLockWriteGuard)
    }

    /// Returns true if a thread holds the lock, or waits for readers to leave so that it can write.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        self.lock.is_locked(false, here())
    }

    /// Returns true if a thread holds the lock for writing.
    #[track_caller]
    pub fn is_locked_exclusive(&self) -> bool {
        self.lock.is_locked(true, here())
    }

    /// Leaves the lock for a read guard that [`mem::forget`](std::mem::forget) took. Where no thread reads the model
    /// fails.
    ///
    /// # Safety
    /// A read guard of this lock was forgotten, and nothing uses the value through it any more.
    #[track_caller]
    pub unsafe fn force_unlock_read(&self, _guard: GuardNoSend) {
        self.force(Entry::Read, here());
    }

    /// Leaves the lock for a write guard that [`mem::forget`](std::mem::forget) took. Where no thread writes the model
    /// fails.
    ///
    /// # Safety
    /// A write guard of this lock was forgotten, and nothing uses the value through it any more.
    #[track_caller]
    pub unsafe fn force_unlock_write(&self, _guard: GuardNoSend) {
        self.force(Entry::Write, here());
    }

    /// Consumes the lock and returns the value; no locking is needed, since no other thread can hold it.
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }

    /// Returns the value; no locking is needed, since no other thread can hold the lock.
    pub fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }

    fn enter(&self, entry: Entry, loc: Loc) -> Held<'_, T> {
        Held::of(self, self.lock.enter(entry, loc), entry, loc)
    }

    fn try_enter(&self, entry: Entry, loc: Loc) -> Option<Held<'_, T>> {
        let held = self.lock.try_enter(entry, loc)?;
        Some(Held::of(self, held, entry, loc))
    }

    /// For so long, or until then.
    fn enter_in_time(
        &self,
        entry: Entry,
        timeout: Option<Duration>,
        until: Option<Instant>,
        loc: Loc,
    ) -> Option<Held<'_, T>> {
        let until = until.or_else(|| timeout.and_then(deadline));
        let held = self.lock.enter_until(entry, until, loc)?;
        Some(Held::of(self, held, entry, loc))
    }

    fn force(&self, entry: Entry, loc: Loc) {
        if !off() {
            self.lock.force(entry, loc, || self.written());
        }
    }

    /// What a writer leaves behind. Only for the thread that writes.
    fn written(&self) -> State {
        // SAFETY: no other thread is let in before this one has left.
        match Value::of(unsafe { &*self.data.get() }) {
            Value::Unknown => State::Free,
            value => State::Holds(value),
        }
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
