//! Permits, handed out first come, first served: the heart of semaphore, lock and bounded channel.
//!
//! As in tokio, a waiter that asks for several is given them one by one as they come, and one that is dropped gives
//! back what it had.

use super::machines::tell;
use crate::log::event::{Event, Op, State};
use crate::log::{Loc, ObjectId, ThreadId, recorder};
use crate::plain::plain;
use crate::questions;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex as Plain};
use std::task::{Poll, Waker};

/// A future that waits for permits.
#[derive(Debug, Default)]
pub(super) struct Waiter(Plain<Waits>);

#[derive(Debug, Default)]
struct Waits {
    wanted: usize,
    missing: usize,
    queued: bool,
    waker: Option<Waker>,
    /// Who waits, and where.
    task: ThreadId,
    loc: Option<Loc>,
}

#[derive(Debug)]
pub(super) struct Permits {
    pub(super) free: usize,
    pub(super) closed: bool,
    queue: VecDeque<Arc<Waiter>>,
    /// They are one lock: who has the permit holds it.
    is_lock: bool,
    /// Some were awaited in their place, and some beside something else.
    awaited: (bool, bool),
}

/// Permits are gone for good: the semaphore was closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Closed;

impl Waiter {
    fn waits(&self) -> std::sync::MutexGuard<'_, Waits> {
        plain(&self.0)
    }

    /// Whether it has a place in the queue, or was given all that it waited for and has not seen it yet.
    pub(super) fn is_queued(&self) -> bool {
        self.waits().queued
    }
}

impl Waits {
    /// It waits no more. Returns how many permits it was given.
    fn leave(&mut self) -> usize {
        match std::mem::take(&mut self.queued) {
            true => self.wanted - self.missing,
            false => 0,
        }
    }
}

impl Permits {
    pub(super) fn new(free: usize) -> Self {
        Permits {
            free,
            closed: false,
            queue: VecDeque::new(),
            is_lock: false,
            awaited: (false, false),
        }
    }

    /// The one permit of a lock.
    pub(super) fn of_a_lock() -> Self {
        Permits {
            is_lock: true,
            ..Permits::new(1)
        }
    }

    /// Tells how a waiter awaits them. Where some wait in their place and some beside something else, it can be told
    /// in which order they came.
    pub(super) fn are_awaited(&mut self, in_place: bool) {
        match in_place {
            true => self.awaited.0 = true,
            false => self.awaited.1 = true,
        }
        if self.awaited == (true, true) {
            questions::want_arrivals();
        }
    }

    /// Takes `n` if they are free.
    pub(super) fn try_acquire(&mut self, n: usize) -> bool {
        let taken = !self.closed && self.free >= n;
        if taken {
            self.free -= n;
        }
        taken
    }

    /// Whether a poll of the waiter would not be in vain.
    pub(super) fn is_ready(&self, waiter: &Waiter, n: usize) -> bool {
        let waits = waiter.waits();
        self.closed
            || match waits.queued {
                true => waits.missing == 0,
                false => self.free >= n,
            }
    }

    /// Takes `n` permits as soon as the waiter is first in the queue and they are free.
    pub(super) fn poll_acquire(
        &mut self,
        waiter: &Arc<Waiter>,
        n: usize,
        waker: Option<&Waker>,
        (of, loc): (ObjectId, Loc),
    ) -> Poll<Result<(), Closed>> {
        let mut waits = waiter.waits();
        if self.closed {
            // What was set aside for it is free again.
            self.free += waits.leave();
            return Poll::Ready(Err(Closed));
        }
        if waits.queued && waits.missing == 0 {
            waits.queued = false;
            return Poll::Ready(Ok(()));
        }
        if !waits.queued {
            let now = n.min(self.free);
            self.free -= now;
            if now == n {
                return Poll::Ready(Ok(()));
            }
            *waits = Waits {
                wanted: n,
                missing: n - now,
                queued: true,
                waker: None,
                task: recorder::me(),
                loc: Some(loc),
            };
            if waker.is_some() {
                tell(Event::new(Op::Queue, Some(loc)).on(of));
            }
            self.queue.push_back(Arc::clone(waiter));
        }
        waits.waker = waker.cloned();
        Poll::Pending
    }

    /// Gives back `n` permits, to the waiter that has waited longest first. Tells who is given all that it waited for,
    /// and wakes it.
    #[must_use = "who is woken has to be woken"]
    pub(super) fn add(&mut self, mut n: usize, of: ObjectId, loc: Loc) -> Vec<Waker> {
        let mut wakers = vec![];
        while n > 0 {
            let Some(first) = self.queue.front() else {
                self.free += n;
                break;
            };
            let mut waits = first.waits();
            let given = n.min(waits.missing);
            waits.missing -= given;
            n -= given;
            if waits.missing > 0 {
                break;
            }
            let place = waits.loc.map(|loc| format!("line {}", loc.line()).into());
            tell(Event {
                state: self.is_lock.then_some(State::HeldBy(waits.task)),
                note: place,
                ..Event::new(Op::HandOver(waits.task), Some(loc)).on(of)
            });
            wakers.extend(waits.waker.take());
            drop(waits);
            self.queue.pop_front();
        }
        wakers
    }

    /// The waiter is dropped: takes it from the queue, and what it was given from it.
    pub(super) fn cancel(&mut self, waiter: &Arc<Waiter>) -> usize {
        self.queue.retain(|other| !Arc::ptr_eq(other, waiter));
        waiter.waits().leave()
    }

    /// From now on no waiter is given any; all that wait are woken.
    #[must_use = "who is woken has to be woken"]
    pub(super) fn close(&mut self) -> Vec<Waker> {
        self.closed = true;
        let queue = std::mem::take(&mut self.queue);
        queue
            .iter()
            .filter_map(|waiter| waiter.waits().waker.take())
            .collect()
    }
}

/// Part of the running step.
pub(super) fn wake(wakers: Vec<Waker>) {
    wakers.into_iter().for_each(Waker::wake);
}
