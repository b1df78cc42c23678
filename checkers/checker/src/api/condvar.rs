//! Twin of parking_lot's `Condvar`: time-outs are explored, and spurious wake-ups on request.

use super::machines::condvar::Waiting;
use super::machines::off;
use super::mutex::MutexGuard;
use super::time::{Deadline, Duration, Instant, deadline};
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;

/// A condition variable; twin of [`parking_lot::Condvar`].
///
/// parking_lot's never wakes without a reason; std's may. [`Check::spurious_wakeups`] makes this one
/// wake once for each waiting thread without one, so that an `if` where a `while` belongs shows.
///
/// [`Check::spurious_wakeups`]: super::super::Check::spurious_wakeups
#[derive(Debug)]
pub struct Condvar(Waiting);

/// Whether a wait ended because time was up; twin of [`parking_lot::WaitTimeoutResult`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// True if time was up.
    pub fn timed_out(self) -> bool {
        self.0
    }
}

impl Condvar {
    /// A condition variable that nobody waits for.
    #[track_caller]
    pub fn new() -> Self {
        Condvar(Waiting::new(here()))
    }

    /// Releases the lock, waits for a notification, takes the lock again.
    #[track_caller]
    pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        self.wait_until_any(guard, None, here());
    }

    /// As [`Condvar::wait`], but no longer than `timeout`.
    #[track_caller]
    pub fn wait_for<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        self.wait_until_any(guard, deadline(timeout), here())
    }

    /// As [`Condvar::wait`], but no longer than until `deadline`.
    #[track_caller]
    pub fn wait_until<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        deadline: Instant,
    ) -> WaitTimeoutResult {
        self.wait_until_any(guard, Some(deadline), here())
    }

    /// Waits until `condition` is false.
    #[track_caller]
    pub fn wait_while<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: impl FnMut(&mut T) -> bool,
    ) {
        self.wait_while_any(guard, condition, None, here());
    }

    /// Waits until `condition` is false, but no longer than `timeout`.
    #[track_caller]
    pub fn wait_while_for<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: impl FnMut(&mut T) -> bool,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        self.wait_while_any(guard, condition, deadline(timeout), here())
    }

    /// Waits until `condition` is false, but no longer than until `deadline`.
    #[track_caller]
    pub fn wait_while_until<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: impl FnMut(&mut T) -> bool,
        deadline: Instant,
    ) -> WaitTimeoutResult {
        self.wait_while_any(guard, condition, Some(deadline), here())
    }

    /// Wakes the thread that waits longest. True if there was one.
    #[track_caller]
    pub fn notify_one(&self) -> bool {
        self.0.notify_one(here())
    }

    /// Wakes all threads that wait. How many there were.
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
