//! Twin of parking_lot's `Mutex`: never poisoned, released while unwinding too.

use super::machines::mutex::{Held, Lock};
use super::machines::off;
use super::time::{Duration, Instant, deadline};
use crate::log::event::State;
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use parking_lot::lock_api::GuardNoSend;
use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// A mutual exclusion lock; the checked type for [`parking_lot::Mutex`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Arc, sync::Mutex, sync::thread};
///
/// let report = check("two adders", || {
///     let count = Arc::new(Mutex::new(0));
///     let theirs = Arc::clone(&count);
///     let other = thread::spawn(move || *theirs.lock() += 1);
///     *count.lock() += 1;
///     other.join().unwrap();
///     *count.lock()
/// });
/// report.holds().reaches(["2"]);
/// ```
pub struct Mutex<T> {
    lock: Lock,
    /// Touched only by the thread that holds `lock`.
    data: UnsafeCell<T>,
}

/// Access to what a [`Mutex`] guards; dropping it releases the lock.
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    /// `None` while a condition variable waits.
    held: Option<Held<'a>>,
    /// The lines that took the lock: an implicit drop has none of its own.
    loc: Loc,
    before: Value,
    /// The value was borrowed mutably.
    wrote: bool,
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
    /// Creates an unlocked mutex that guards `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Mutex {
            lock: Lock::new(here()),
            data: UnsafeCell::new(value),
        }
    }

    /// Acquires the lock, blocking the current thread until it is free.
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        let loc = here();
        self.guard(self.lock.lock(loc), loc)
    }

    /// Acquires the lock if it is free, without blocking.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Mutex};
    ///
    /// let report = check("try", || {
    ///     let mutex = Mutex::new(1);
    ///     let guard = mutex.lock();
    ///     assert!(mutex.try_lock().is_none());
    ///     drop(guard);
    ///     mutex.try_lock().map(|guard| *guard)
    /// });
    /// report.holds().reaches(["Some(1)"]);
    /// ```
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let loc = here();
        let held = self.lock.try_lock(loc)?;
        Some(self.guard(held, loc))
    }

    /// Acquires the lock, blocking the current thread for at most `timeout`. `None` if the timeout expired.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Mutex, sync::time::Duration};
    ///
    /// let report = check("lock in time", || {
    ///     let mutex = Mutex::new(1);
    ///     let _guard = mutex.lock();
    ///     mutex.try_lock_for(Duration::from_secs(1)).is_none()
    /// });
    /// report.holds().reaches(["true"]);
    /// ```
    #[track_caller]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<MutexGuard<'_, T>> {
        let loc = here();
        let held = self.lock.lock_until(deadline(timeout), loc)?;
        Some(self.guard(held, loc))
    }

    /// Acquires the lock, blocking the current thread until `deadline` at most. `None` if the deadline passed.
    #[track_caller]
    pub fn try_lock_until(&self, deadline: Instant) -> Option<MutexGuard<'_, T>> {
        let loc = here();
        let held = self.lock.lock_until(Some(deadline), loc)?;
        Some(self.guard(held, loc))
    }

    /// Returns true if a thread holds the lock.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        self.lock.is_locked(here())
    }

    /// Releases the lock for a guard that [`mem::forget`](std::mem::forget) took. Where no thread holds the lock the
    /// model fails.
    ///
    /// # Safety
    /// A guard of this lock was forgotten, and nothing uses the value through it any more.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::GuardNoSend, sync::Mutex};
    ///
    /// let report = check("handed over", || {
    ///     let count = Mutex::new(1);
    ///     std::mem::forget(count.lock());
    ///     // SAFETY: the guard was forgotten in the line above.
    ///     unsafe { count.force_unlock(GuardNoSend::new()) };
    ///     *count.lock()
    /// });
    /// report.holds().reaches(["1"]);
    /// ```
    #[track_caller]
    pub unsafe fn force_unlock(&self, _guard: GuardNoSend) {
        if !off() {
            self.lock
                .force(here(), || self.released(&Value::Unknown, true));
        }
    }

    /// Consumes the mutex and returns the value; no locking is needed, since no other thread can hold it.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Mutex};
    ///
    /// let report = check("value", || Mutex::new(1).into_inner());
    /// report.holds().reaches(["1"]);
    /// ```
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }

    /// Returns the value; no locking is needed, since no other thread can hold the lock.
    pub fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }

    fn guard<'a>(&'a self, held: Held<'a>, loc: Loc) -> MutexGuard<'a, T> {
        MutexGuard {
            mutex: self,
            held: Some(held),
            loc,
            before: self.value(),
            wrote: false,
            stays: PhantomData,
        }
    }

    /// The value, for the log. Only for the thread that holds the lock.
    fn value(&self) -> Value {
        // SAFETY: this thread holds the lock, or is the only one left.
        Value::of(unsafe { &*self.data.get() })
    }

    /// What the log tells of a release: the state of the lock, and the value if it is a new one.
    fn released(&self, before: &Value, wrote: bool) -> (State, Value) {
        told(before, self.value(), wrote)
    }
}

/// What the log tells of the release of a lock that guards a value: its state, and the value if it is a new one.
pub(super) fn told(before: &Value, after: Value, wrote: bool) -> (State, Value) {
    // What is in it may change without an exclusive reference, as a `Cell` does.
    let changed = after != *before;
    let state = match &after {
        Value::Unknown => State::Free,
        value if wrote || changed => State::Wrote(value.clone()),
        value => State::Holds(value.clone()),
    };
    let value = match changed {
        true => after,
        false => Value::Unknown,
    };
    (state, value)
}

impl<'a, T> MutexGuard<'a, T> {
    pub(crate) fn lock(&self) -> &'a Lock {
        &self.mutex.lock
    }

    /// Releases the lock, in the midst of a wait, until [`MutexGuard::resume`].
    pub(crate) fn suspend(&mut self) {
        if let Some(held) = self.held.take() {
            let told = || self.mutex.released(&self.before, self.wrote);
            self.mutex.lock.suspend(held, self.loc, told);
        }
    }

    /// The lock was taken again.
    pub(crate) fn resume(&mut self, held: Held<'a>) {
        self.held = Some(held);
        self.before = self.mutex.value();
        self.wrote = false;
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
        self.held.iter_mut().for_each(Held::writes);
        self.wrote = true;
        // SAFETY: as above, and the guard is borrowed mutably.
        unsafe { &mut *self.mutex.data.get() }
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if !off()
            && let Some(held) = self.held.take()
        {
            let told = || self.mutex.released(&self.before, self.wrote);
            self.mutex.lock.unlock(held, self.loc, told);
        }
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
        self.lock.id()
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
