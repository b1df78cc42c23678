//! Twin of parking_lot's `Condvar`: time-outs are explored, and spurious wake-ups on request.

use super::machines::condvar::Waiting;
use super::machines::off;
use super::mutex::MutexGuard;
use super::time::{Deadline, Duration, Instant, deadline};
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;

/// A condition variable; the checked type for [`parking_lot::Condvar`].
///
/// It does not store notifications: one that is sent while no thread is waiting is lost. parking_lot's
/// condition variable never wakes up spuriously, but std's may. [`Check::spurious_wakeups`] makes this one
/// wake up once for each waiting thread, so that an `if` where a `while` belongs fails.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Arc, sync::Condvar, sync::Mutex, sync::thread};
///
/// let report = check("ready", || {
///     let shared = Arc::new((Mutex::new(false), Condvar::new()));
///     let theirs = Arc::clone(&shared);
///     let other = thread::spawn(move || {
///         *theirs.0.lock() = true;
///         theirs.1.notify_one();
///     });
///     let mut ready = shared.0.lock();
///     shared.1.wait_while(&mut ready, |ready| !*ready);
///     drop(ready);
///     other.join().unwrap();
/// });
/// report.holds();
/// ```
///
/// [`Check::spurious_wakeups`]: super::super::Check::spurious_wakeups
#[derive(Debug)]
pub struct Condvar(Waiting);

/// Tells whether a wait timed out; the checked type for [`parking_lot::WaitTimeoutResult`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Returns true if the wait timed out.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Condvar, sync::Mutex, sync::time::Duration};
    ///
    /// let report = check("no notification", || {
    ///     let (mutex, changed) = (Mutex::new(0), Condvar::new());
    ///     changed.wait_for(&mut mutex.lock(), Duration::from_secs(1)).timed_out()
    /// });
    /// report.holds().reaches(["true"]);
    /// ```
    pub fn timed_out(self) -> bool {
        self.0
    }
}

impl Condvar {
    /// Creates a condition variable on which no thread is waiting.
    #[track_caller]
    pub fn new() -> Self {
        Condvar(Waiting::new(here()))
    }

    /// Releases the lock, blocks the current thread until it is notified, and acquires the lock again.
    #[track_caller]
    pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        self.wait_until_any(guard, None, here());
    }

    /// Waits as [`Condvar::wait`] does, for at most `timeout`.
    #[track_caller]
    pub fn wait_for<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        self.wait_until_any(guard, deadline(timeout), here())
    }

    /// Waits as [`Condvar::wait`] does, until `deadline` at most.
    #[track_caller]
    pub fn wait_until<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        deadline: Instant,
    ) -> WaitTimeoutResult {
        self.wait_until_any(guard, Some(deadline), here())
    }

    /// Waits until `condition` returns false, checking it again after each notification.
    #[track_caller]
    pub fn wait_while<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: impl FnMut(&mut T) -> bool,
    ) {
        self.wait_while_any(guard, condition, None, here());
    }

    /// Waits until `condition` returns false, for at most `timeout`.
    #[track_caller]
    pub fn wait_while_for<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: impl FnMut(&mut T) -> bool,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        self.wait_while_any(guard, condition, deadline(timeout), here())
    }

    /// Waits until `condition` returns false, until `deadline` at most.
    #[track_caller]
    pub fn wait_while_until<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: impl FnMut(&mut T) -> bool,
        deadline: Instant,
    ) -> WaitTimeoutResult {
        self.wait_while_any(guard, condition, Some(deadline), here())
    }

    /// Wakes the thread that has been waiting longest. Returns true if there was one.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Condvar};
    ///
    /// let report = check("lost", || Condvar::new().notify_one());
    /// report.holds().reaches(["false"]);
    /// ```
    #[track_caller]
    pub fn notify_one(&self) -> bool {
        self.0.notify_one(here())
    }

    /// Wakes all waiting threads and returns how many there were.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Condvar};
    ///
    /// let report = check("lost by all", || Condvar::new().notify_all());
    /// report.holds().reaches(["0"]);
    /// ```
    #[track_caller]
    pub fn notify_all(&self) -> usize {
        self.0.notify_all(here())
    }

    fn wait_while_any<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        mut condition: impl FnMut(&mut T) -> bool,
        deadline: Deadline,
        loc: Loc,
    ) -> WaitTimeoutResult {
        let mut result = WaitTimeoutResult(false);
        while condition(guard) && !off() {
            if result.timed_out() {
                return result;
            }
            result = self.wait_until_any(guard, deadline, loc);
        }
        WaitTimeoutResult(false)
    }

    fn wait_until_any<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        deadline: Deadline,
        loc: Loc,
    ) -> WaitTimeoutResult {
        WaitTimeoutResult(self.0.wait(guard, deadline, loc))
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Condvar::new()
    }
}

impl Named for Condvar {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}
