//! Threads that wait for a notification, first come, first served.
//!
//! Two objects. To begin to wait excludes others in `queue`, which is first come, first served. To give up updates
//! `given_up`: in which order threads give up, and whether others begin to wait meanwhile, no thread can tell. To notify
//! excludes both. To wake is to take the lock, after the notification.

use super::time::time_is_up;
use crate::explorer::step::{Step, off, tell};
use crate::explorer::sync::MutexGuard;
use crate::explorer::sync::time::{Deadline, Instant};
use crate::failure;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use crate::spurious;
use explorer::{Access, Event as Cause, Object};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex as Plain};

/// Who waits.
#[derive(Debug)]
pub(crate) struct Waiting {
    id: ObjectId,
    queue: Object,
    given_up: Object,
    state: Plain<State>,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Arc<Waiter>>,
    /// The mutex of those who wait.
    mutex: Option<ObjectId>,
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

impl Waiting {
    pub(crate) fn new(loc: Loc) -> Self {
        Waiting {
            id: recorder::new_object("condvar", loc),
            queue: explorer::object(),
            given_up: explorer::object(),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// Wakes the thread that waits longest. True if there was one.
    pub(crate) fn notify_one(&self, loc: Loc) -> bool {
        self.notifying(Op::NotifyOne { woken: true }, loc).take_it();
        let first = plain(&self.state).waiting.pop_front();
        let woken = first.is_some();
        first.inspect(|waiter| waiter.notify());
        tell(Event::new(Op::NotifyOne { woken }, Some(loc)).on(self.id));
        woken
    }

    /// Wakes all threads that wait. How many there were.
    pub(crate) fn notify_all(&self, loc: Loc) -> usize {
        self.notifying(Op::NotifyAll { woken: 0 }, loc).take_it();
        let all = std::mem::take(&mut plain(&self.state).waiting);
        all.iter().for_each(|waiter| waiter.notify());
        let woken = all.len() as u16;
        tell(Event::new(Op::NotifyAll { woken }, Some(loc)).on(self.id));
        all.len()
    }

    fn notifying(&self, op: Op, loc: Loc) -> Step {
        let step = Step::new(op, loc).on(self.id);
        step.touching(&[
            (self.queue, Access::EXCLUSIVE),
            (self.given_up, Access::EXCLUSIVE),
        ])
    }

    fn waiting(&self, loc: Loc) -> Step {
        Step::new(Op::Wait, loc).on(self.id)
    }

    /// Releases the lock, waits for a notification, takes the lock again. True if time was up.
    pub(crate) fn wait<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        deadline: Deadline,
        loc: Loc,
    ) -> bool {
        let step = self.waiting(loc);
        let step = step.touching(&[(self.queue, Access::EXCLUSIVE)]);
        let step = step.touching(&[guard.lock().releasing()]);
        match deadline {
            // Its timer starts before it releases the lock.
            Some(deadline) => step.until(Some(deadline), vec![]).take_it(),
            None => step.take_it(),
        };
        if off() {
            return false;
        }
        // To wait is not to look, and to begin to wait changes nothing for others that wait.
        explorer::looks(&[]);
        self.must_be_one_mutex(guard.lock().id());
        guard.suspend();
        let waiter = Arc::new(Waiter::default());
        if self.wakes_spuriously(loc) {
            take_again(guard, loc);
            return false;
        }
        plain(&self.state).waiting.push_back(waiter.clone());
        match deadline {
            None => {
                self.wait_for_lock(guard, &waiter, loc);
                false
            }
            Some(deadline) => self.wait_in_time(guard, &waiter, deadline, loc),
        }
    }

    /// Wakes when it was notified and the lock is free: no thread could tell of a moment between.
    fn wait_for_lock<T>(&self, guard: &mut MutexGuard<'_, T>, waiter: &Waiter, loc: Loc) {
        let lock = guard.lock();
        Step::new(Op::Wait, loc)
            .on(self.id)
            .touching(&[lock.taking()])
            .when(|| waiter.notified().is_some() && lock.is_free());
        if let Some(notified) = waiter.notified() {
            explorer::after(notified);
        }
        lock.looks_inside();
        tell(Event::new(Op::Woken, Some(loc)).on(self.id));
        guard.resume(lock.take(Op::Lock, loc));
    }

    /// True if time was up. To give up is a step before the lock is taken: a notification may come
    /// between, and is then for another thread.
    fn wait_in_time<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        waiter: &Arc<Waiter>,
        deadline: Instant,
        loc: Loc,
    ) -> bool {
        let step = self.waiting(loc).timed(deadline);
        let step = step.touching(&[(self.given_up, Access::UPDATE)]);
        step.when(|| waiter.notified().is_some());
        explorer::looks(&[]);
        let timed_out = waiter.notified().is_none();
        if timed_out {
            let waiting = &mut plain(&self.state).waiting;
            waiting.retain(|other| !Arc::ptr_eq(other, waiter));
            time_is_up(deadline, Some(self.id));
        }
        let op = match timed_out {
            true => Op::WaitTimedOut,
            false => Op::Woken,
        };
        tell(Event::new(op, Some(loc)).on(self.id));
        take_again(guard, loc);
        timed_out
    }

    fn must_be_one_mutex(&self, mutex: ObjectId) {
        let mut state = plain(&self.state);
        let before = state.mutex.replace(mutex);
        if before.is_some_and(|before| before != mutex) {
            // Whether those who waited with the other have given up matters.
            explorer::touch((self.given_up, Access::EXCLUSIVE));
        }
        let differs = !state.waiting.is_empty() && before != Some(mutex);
        drop(state);
        if differs {
            failure::two_mutexes();
        }
    }

    fn wakes_spuriously(&self, loc: Loc) -> bool {
        let wakes = spurious::happens(self.id, explorer::choose);
        if wakes {
            Event::new(Op::Wait, Some(loc)).on(self.id).record_blocked();
            recorder::chose(Choice::Spurious);
            tell(Event::new(Op::WokenSpuriously, Some(loc)).on(self.id));
        }
        wakes
    }
}

fn take_again<T>(guard: &mut MutexGuard<'_, T>, loc: Loc) {
    let held = guard.lock().lock(loc);
    guard.resume(held);
}
