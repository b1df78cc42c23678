//! Twin of parking_lot's `Condvar`: time-outs are explored, and spurious wake-ups on request.

use super::mutex::MutexGuard;
use super::time::{Duration, Instant, deadline};
use super::wait::{Object, Queue, Waiter, here, plain};
use crate::log::event::{Choice, Op};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::{Loc, ObjectId, ThreadId};
use crate::loom::choices::choose;
use crate::questions::spurious_wakeups;
use std::sync::Mutex as Plain;

/// A condition variable; twin of [`parking_lot::Condvar`].
///
/// parking_lot's never wakes without a reason; std's may. [`Check::spurious_wakeups`] makes this one
/// wake once for each waiting thread without one, so that an `if` where a `while` belongs shows.
///
/// [`Check::spurious_wakeups`]: crate::Check::spurious_wakeups
#[derive(Debug)]
pub struct Condvar {
    object: Object,
    state: Plain<State>,
}

#[derive(Debug, Default)]
struct State {
    waiting: Queue,
    /// Threads that were woken for no reason before.
    bothered: Vec<ThreadId>,
}

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
        Condvar {
            object: Object::new("condvar", here()),
            state: Plain::default(),
        }
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
        mut condition: impl FnMut(&mut T) -> bool,
    ) {
        let loc = here();
        while condition(guard) && !recorder::failed() {
            self.wait_until_any(guard, None, loc);
        }
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
        let loc = here();
        let _pass = self.object.pass(Op::NotifyOne { woken: true }, loc);
        let first = plain(&self.state).waiting.pop();
        let woken = first.is_some();
        self.object.event(Op::NotifyOne { woken }, loc).record();
        if let Some(waiter) = first {
            waiter.complete(0);
        }
        woken
    }

    /// Wakes all threads that wait. How many there were.
    #[track_caller]
    pub fn notify_all(&self) -> usize {
        let loc = here();
        let _pass = self.object.pass(Op::NotifyAll { woken: 0 }, loc);
        let mut all = vec![];
        while let Some(waiter) = plain(&self.state).waiting.pop() {
            waiter.complete(0);
            all.push(waiter);
        }
        let woken = all.len() as u16;
        self.object.event(Op::NotifyAll { woken }, loc).record();
        all.len()
    }

    fn wait_while_any<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        mut condition: impl FnMut(&mut T) -> bool,
        deadline: Option<Instant>,
        loc: Loc,
    ) -> WaitTimeoutResult {
        let mut result = WaitTimeoutResult(false);
        while condition(guard) && !recorder::failed() {
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
        deadline: Option<Instant>,
        loc: Loc,
    ) -> WaitTimeoutResult {
        let pass = self.object.pass(Op::Wait, loc);
        let waiter = Waiter::new();
        plain(&self.state).waiting.push(&waiter);
        drop(pass);
        guard.suspend();
        self.object.event(Op::Wait, loc).record_blocked();
        let spurious = self.wakes_spuriously(&waiter);
        let pending = self.object.wait_in(Op::Wait, loc);
        let ended = if spurious {
            waiter.complete(0);
            Op::WokenSpuriously
        } else {
            match waiter.wait_until(deadline, pending) {
                Some(_) => Op::Woken,
                None => Op::WaitTimedOut,
            }
        };
        self.object.event(ended, loc).record();
        guard.retake(loc);
        WaitTimeoutResult(ended == Op::WaitTimedOut)
    }

    /// A choice, once for each thread: a second one would not tell more, and there is no end.
    fn wakes_spuriously(&self, waiter: &Waiter) -> bool {
        if !spurious_wakeups() || plain(&self.state).bothered.contains(&waiter.thread) {
            return false;
        }
        let wakes = choose(2) == 1;
        if wakes {
            plain(&self.state).bothered.push(waiter.thread);
            recorder::chose(Choice::Spurious);
        }
        wakes
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
        self.object.id()
    }
}
