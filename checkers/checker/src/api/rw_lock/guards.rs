//! What a thread holds of an `RwLock`, and how it comes to hold more or less.

use super::{Entry, Loc, RwLock, machine, off};
use crate::plain::here;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// Shared access to what a [`RwLock`] guards.
pub struct RwLockReadGuard<'a, T>(pub(super) Held<'a, T>);

/// Shared access to what a [`RwLock`] guards, by the one thread at a time that may come to write.
pub struct RwLockUpgradableReadGuard<'a, T>(pub(super) Held<'a, T>);

/// Exclusive access to what a [`RwLock`] guards.
pub struct RwLockWriteGuard<'a, T>(pub(super) Held<'a, T>);

pub(super) struct Held<'a, T> {
    lock: &'a RwLock<T>,
    /// Until it is dropped.
    held: Option<machine::Held<'a>>,
    entry: Entry,
    /// The lines that took the lock.
    loc: Loc,
    /// Not to be sent: the thread that took the lock leaves it.
    stays: PhantomData<*const ()>,
}

// SAFETY: a shared guard gives shared access to the data only.
unsafe impl<T: Sync> Sync for Held<'_, T> {}

impl<'a, T> Held<'a, T> {
    pub(super) fn of(lock: &'a RwLock<T>, held: machine::Held<'a>, entry: Entry, loc: Loc) -> Self {
        Held {
            lock,
            held: Some(held),
            entry,
            loc,
            stays: PhantomData,
        }
    }

    /// Holds it in another way from now on; a panic in `change` leaves it as it is lost.
    fn becomes(
        mut self,
        entry: Entry,
        loc: Loc,
        change: impl FnOnce(&'a machine::Lock, machine::Held<'a>) -> machine::Held<'a>,
    ) -> Self {
        if let Some(held) = self.held.take().filter(|_| !off()) {
            self.held = Some(change(&self.lock.lock, held));
        }
        (self.entry, self.loc) = (entry, loc);
        self
    }

    fn downgrade(self, entry: Entry, loc: Loc) -> Self {
        let change = (self.entry, entry);
        self.becomes(entry, loc, |lock, held| lock.downgrade(held, change, loc))
    }
}

impl<'a, T> RwLockUpgradableReadGuard<'a, T> {
    /// Writes from now on, blocking the current thread until the other readers have left. No other thread can write
    /// in between, and new readers wait.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::RwLock, sync::RwLockUpgradableReadGuard, sync::thread};
    ///
    /// let report = check("insert once", || {
    ///     let table = RwLock::new(vec![]);
    ///     let insert = || {
    ///         let read = table.upgradable_read();
    ///         if read.is_empty() {
    ///             RwLockUpgradableReadGuard::upgrade(read).push(7);
    ///         }
    ///     };
    ///     thread::scope(|scope| {
    ///         scope.spawn(insert);
    ///         insert();
    ///     });
    ///     table.into_inner()
    /// });
    /// report.holds().reaches(["[7]"]);
    /// ```
    #[track_caller]
    pub fn upgrade(s: Self) -> RwLockWriteGuard<'a, T> {
        let loc = here();
        let upgrade = |lock: &'a machine::Lock, held| lock.upgrade(held, loc);
        RwLockWriteGuard(s.0.becomes(Entry::Write, loc, upgrade))
    }

    /// Writes from now on if no other thread reads.
    ///
    /// # Errors
    /// Another thread reads; the guard comes back.
    #[track_caller]
    pub fn try_upgrade(s: Self) -> Result<RwLockWriteGuard<'a, T>, Self> {
        let (loc, mut held) = (here(), s.0);
        let Some(had) = held.held.take().filter(|_| !off()) else {
            return Err(RwLockUpgradableReadGuard(held));
        };
        match held.lock.lock.try_upgrade(had, loc) {
            Ok(write) => {
                held.held = Some(write);
                (held.entry, held.loc) = (Entry::Write, loc);
                Ok(RwLockWriteGuard(held))
            }
            Err(read) => {
                held.held = Some(read);
                Err(RwLockUpgradableReadGuard(held))
            }
        }
    }

    /// Only reads from now on: another thread may be upgradable, or wait to write.
    #[track_caller]
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        RwLockReadGuard(s.0.downgrade(Entry::Read, here()))
    }
}

impl<'a, T> RwLockWriteGuard<'a, T> {
    /// Only reads from now on, what it wrote: no other thread writes in between.
    #[track_caller]
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        RwLockReadGuard(s.0.downgrade(Entry::Read, here()))
    }

    /// Reads from now on, what it wrote, and may upgrade again later.
    #[track_caller]
    pub fn downgrade_to_upgradable(s: Self) -> RwLockUpgradableReadGuard<'a, T> {
        RwLockUpgradableReadGuard(s.0.downgrade(Entry::Upgradable, here()))
    }
}

impl<T> Drop for Held<'_, T> {
    fn drop(&mut self) {
        let Some(held) = self.held.take().filter(|_| !off()) else {
            return;
        };
        let lock = self.lock;
        lock.lock
            .leave(held, self.entry, self.loc, || lock.written());
    }
}

impl<T> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: no other thread reads or writes while a write guard exists, and it is borrowed mutably.
        unsafe { &mut *self.0.lock.data.get() }
    }
}

macro_rules! guards {
    ($($guard:ident)*) => {$(
        impl<T> Deref for $guard<'_, T> {
            type Target = T;
            fn deref(&self) -> &T {
                // SAFETY: no other thread writes while a guard exists.
                unsafe { &*self.0.lock.data.get() }
            }
        }

        impl<T: fmt::Debug> fmt::Debug for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }
    )*};
}
guards! { RwLockReadGuard RwLockUpgradableReadGuard RwLockWriteGuard }
