//! A waiter that leaves the head of a fair queue does not wake the one behind it.
//!
//! A fair semaphore serves its queue in order: a task that wants two permits while one is free waits at the head, and
//! a task behind it that wants one waits too, although one is free. That is intended. But when the head is dropped, by a
//! `select!` or a timeout, the task behind it could continue at once, and has to be woken for that. In embassy's
//! `FairSemaphore` every path that changed the head of the queue woke the new one, except for this one, so tasks
//! waited with enough permits free, until some unrelated release came along. Go's `semaphore.Weighted` had the same
//! bug in 2020.
//!
//! The fix wakes the new head when the old one is dropped.

use super::note;
use super::sync::tasks::time::{Duration, timeout};
use super::sync::tasks::{block_on, poll_fn, spawn, yield_now};
use super::sync::{Arc, Mutex};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;
use std::collections::VecDeque;
use std::task::{Poll, Waker};

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "fair-semaphore",
    title: "a dropped waiter does not wake the next one in the queue",
    source: "embassy #6964, golang/go #37852",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: Some("timeout"),
    runtime: Runtime::One,
    loom: Loom::Both,
    broken,
    fixed,
};

struct Semaphore {
    state: Mutex<State>,
    /// Whether a waiter that is dropped wakes the next one.
    wakes_next: bool,
}

struct State {
    free: usize,
    /// Tickets of the tasks that wait, in the order in which they came.
    queue: VecDeque<(u32, Option<Waker>)>,
    tickets: u32,
}

impl State {
    fn wake_head(&mut self) {
        let head = self.queue.front_mut();
        if let Some(waker) = head.and_then(|(_, waker)| waker.take()) {
            waker.wake();
        }
    }
}

/// A place in the queue.
struct Ticket<'a>(&'a Semaphore, u32);

impl Semaphore {
    fn new(free: usize, wakes_next: bool) -> Arc<Self> {
        let queue = VecDeque::new();
        let state = State {
            free,
            queue,
            tickets: 0,
        };
        Arc::new(Semaphore {
            state: Mutex::new(state),
            wakes_next,
        })
    }

    async fn acquire(&self, permits: usize) {
        let number = {
            let mut state = self.state.lock();
            state.tickets += 1;
            let number = state.tickets;
            state.queue.push_back((number, None));
            number
        };
        let _ticket = Ticket(self, number);
        poll_fn(|context| {
            let mut state = self.state.lock();
            let is_head = state.queue.front().is_some_and(|(head, _)| *head == number);
            if is_head && state.free >= permits {
                state.free -= permits;
                state.queue.pop_front();
                state.wake_head();
                return Poll::Ready(());
            }
            note(format!("wants {permits}, {} free: waits", state.free));
            for (ticket, waker) in &mut state.queue {
                if *ticket == number {
                    *waker = Some(context.waker().clone());
                }
            }
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock();
        let before = state.queue.len();
        note("leaves the queue");
        state.queue.retain(|(ticket, _)| *ticket != self.1);
        // BUG, unless this is done: the new head may have all that it wants.
        if self.0.wakes_next && state.queue.len() < before {
            state.wake_head();
        }
    }
}

/// Leaves the next waiter asleep.
pub fn broken() {
    two_wait(Semaphore::new(1, false));
}

/// Wakes the next waiter.
pub fn fixed() {
    two_wait(Semaphore::new(1, true));
}

/// The first task wants more than there is, for a while; the second one wants what is there.
fn two_wait(semaphore: Arc<Semaphore>) {
    block_on(async {
        let theirs = semaphore.clone();
        let two = spawn(async move {
            let _ = timeout(Duration::from_secs(1), theirs.acquire(2)).await;
        });
        yield_now().await;
        semaphore.acquire(1).await;
        two.await.expect("it does not panic");
    });
}
