//! Twin of parking_lot's `Condvar`: time-outs are explored, and spurious wake-ups on request.
//!
//! One object: to begin to wait, to notify, and to give up exclude each other, since the queue is
//! first come, first served. To wake is to take the lock, after the notification.

use super::mutex::MutexGuard;
use super::time::{Deadline, Duration, Instant, deadline, fire};
use super::wait::{here, plain};
use crate::explorer::step::{Step, off, tell};
use crate::log::event::{Choice, Event, Op};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::{Loc, ObjectId, ThreadId};
use crate::questions::spurious_wakeups;
use explorer::{Access, Event as Cause, Object};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex as Plain};

/// A condition variable; twin of [`parking_lot::Condvar`].
///
/// parking_lot's never wakes without a reason; std's may. [`Check::spurious_wakeups`] makes this one
/// wake once for each waiting thread without one, so that an `if` where a `while` belongs shows.
///
/// [`Check::spurious_wakeups`]: crate::explorer::Check::spurious_wakeups
#[derive(Debug)]
pub struct Condvar {
    id: ObjectId,
    object: Object,
    state: Plain<State>,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Arc<Waiter>>,
    /// Threads that were woken for no reason before.
    bothered: Vec<ThreadId>,
}

/// A thread that waits: the step that notified it.
#[derive(Debug, Default)]
struct Waiter(Plain<Option<Cause>>);

impl Waiter {
    fn notified(&self) -> Option<Cause> {
        *plain(&self.0)
    }

    fn notify(&self) {
        *plain(&self.0) = Some(explorer::now());
    }
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
            id: recorder::new_object("condvar", here()),
            object: explorer::object(),
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
        while condition(guard) && !off() {
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
        self.excluding(Op::NotifyOne { woken: true }, loc).take_it();
        let first = plain(&self.state).waiting.pop_front();
        let woken = first.is_some();
        first.inspect(|waiter| waiter.notify());
        tell(Event::new(Op::NotifyOne { woken }, Some(loc)).on(self.id));
        woken
    }

    /// Wakes all threads that wait. How many there were.
    #[track_caller]
    pub fn notify_all(&self) -> usize {
        let loc = here();
        self.excluding(Op::NotifyAll { woken: 0 }, loc).take_it();
        let all = std::mem::take(&mut plain(&self.state).waiting);
        all.iter().for_each(|waiter| waiter.notify());
        let woken = all.len() as u16;
        tell(Event::new(Op::NotifyAll { woken }, Some(loc)).on(self.id));
        all.len()
    }

    fn excluding(&self, op: Op, loc: Loc) -> Step {
        let step = Step::new(op, loc).on(self.id);
        step.touching(&[(self.object, Access::EXCLUSIVE)])
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
        self.excluding(Op::Wait, loc)
            .touching(&[guard.mutex().releasing()])
            .take_it();
        if off() {
            return WaitTimeoutResult(false);
        }
        guard.suspend();
        let waiter = Arc::new(Waiter::default());
        if self.wakes_spuriously(loc) {
            guard.retake(loc);
            return WaitTimeoutResult(false);
        }
        plain(&self.state).waiting.push_back(waiter.clone());
        match deadline {
            None => {
                self.wait_for_lock(guard, &waiter, loc);
                WaitTimeoutResult(false)
            }
            Some(deadline) => WaitTimeoutResult(self.wait_in_time(guard, &waiter, deadline, loc)),
        }
    }

    /// Wakes when it was notified and the lock is free: nobody could tell of a moment between.
    fn wait_for_lock<T>(&self, guard: &mut MutexGuard<'_, T>, waiter: &Waiter, loc: Loc) {
        let mutex = guard.mutex();
        Step::new(Op::Wait, loc)
            .on(self.id)
            .touching(&[mutex.taking()])
            .when(|| waiter.notified().is_some() && mutex.is_free());
        if let Some(notified) = waiter.notified() {
            explorer::after(notified);
        }
        tell(Event::new(Op::Woken, Some(loc)).on(self.id));
        guard.resume_in_step(loc);
    }

    /// True if time was up. To give up is a step before the lock is taken: a notification may come
    /// between, and is then for somebody else.
    fn wait_in_time<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        waiter: &Arc<Waiter>,
        deadline: Instant,
        loc: Loc,
    ) -> bool {
        let step = self.excluding(Op::Wait, loc).timed();
        step.when(|| waiter.notified().is_some());
        let timed_out = waiter.notified().is_none();
        if timed_out {
            let waiting = &mut plain(&self.state).waiting;
            waiting.retain(|other| !Arc::ptr_eq(other, waiter));
            fire(deadline, Some(self.id));
        }
        let op = match timed_out {
            true => Op::WaitTimedOut,
            false => Op::Woken,
        };
        tell(Event::new(op, Some(loc)).on(self.id));
        guard.retake(loc);
        timed_out
    }

    /// A choice, once for each thread: a second one would not tell more, and there is no end.
    fn wakes_spuriously(&self, loc: Loc) -> bool {
        let me = recorder::me();
        if !spurious_wakeups() || plain(&self.state).bothered.contains(&me) {
            return false;
        }
        let wakes = explorer::choose(2) == 1;
        if wakes {
            plain(&self.state).bothered.push(me);
            Event::new(Op::Wait, Some(loc)).on(self.id).record_blocked();
            recorder::chose(Choice::Spurious);
            tell(Event::new(Op::WokenSpuriously, Some(loc)).on(self.id));
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
        self.id
    }
}
