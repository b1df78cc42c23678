//! A bounded channel as tokio builds it, on which the bugs of tokio's are shown.
//!
//! Messages are in a list; how many may be sent is a count of free slots with a fair queue; the receiver leaves its
//! waker. A closed channel is done when all slots are free again, so **freeing the last slot has to wake the
//! receiver**. There are several ways to free one, and tokio forgot the rule in one after the other.

use super::note;
use super::sync::tasks::poll_fn;
use super::sync::{Arc, Mutex};
use std::collections::VecDeque;
use std::task::{Poll, Waker};

/// What a channel forgets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgets {
    Nothing,
    /// To wake the receiver when a permit is dropped without a message.
    DroppedPermit,
    /// To wake the receiver when a permit is released to get its sender back.
    ReleasedPermit,
    /// To wake the receiver when a reservation that had a part of its slots is dropped.
    DroppedReservation,
    /// To take a reservation that is dropped out of the queue.
    Queued,
}

#[derive(Debug)]
pub struct Channel {
    state: Mutex<State>,
    forgets: Forgets,
}

#[derive(Debug)]
struct State {
    messages: VecDeque<u32>,
    free: usize,
    capacity: usize,
    closed: bool,
    queue: VecDeque<Waiting>,
    numbers: u32,
    receiver: Option<Waker>,
}

#[derive(Debug)]
struct Waiting {
    number: u32,
    missing: usize,
    waker: Waker,
}

impl State {
    /// Frees slots, of which the first that wait get as many as they need.
    fn free(&mut self, mut slots: usize) {
        while let (1.., false, Some(first)) = (slots, self.closed, self.queue.front_mut()) {
            let given = slots.min(first.missing);
            first.missing -= given;
            note(format!("gives {given} to the first in the queue"));
            slots -= given;
            if first.missing == 0 {
                let first = self.queue.pop_front().expect("it is the first");
                first.waker.wake();
            }
        }
        self.free += slots;
    }

    fn is_done(&self) -> bool {
        self.closed && self.free == self.capacity
    }

    fn wake_receiver(&mut self) {
        if let Some(waker) = self.receiver.take() {
            waker.wake();
        }
    }

    fn wake_receiver_if_done(&mut self) {
        if self.is_done() {
            note("the channel is done: wakes the receiver");
            self.wake_receiver();
        }
    }
}

/// Slots that are reserved.
#[derive(Debug)]
pub struct Permit<'a>(&'a Channel, usize);

/// A reservation that waits for its slots.
struct Reservation<'a> {
    channel: &'a Channel,
    wanted: usize,
    number: u32,
    is_over: bool,
}

impl Channel {
    pub fn new(capacity: usize, forgets: Forgets) -> Arc<Self> {
        let state = State {
            messages: VecDeque::new(),
            free: capacity,
            capacity,
            closed: false,
            queue: VecDeque::new(),
            numbers: 0,
            receiver: None,
        };
        let state = Mutex::new(state);
        Arc::new(Channel { state, forgets })
    }

    /// Waits for `wanted` slots. `None`: the channel is closed.
    pub async fn reserve(&self, wanted: usize) -> Option<Permit<'_>> {
        let mut reservation = Reservation {
            channel: self,
            wanted,
            number: 0,
            is_over: false,
        };
        poll_fn(|context| reservation.poll(context.waker())).await
    }

    /// Receives the next message. `None`: the channel is closed, and all slots are free.
    pub async fn recv(&self) -> Option<u32> {
        poll_fn(|context| {
            let mut state = self.state.lock();
            if let Some(message) = state.messages.pop_front() {
                state.free(1);
                return Poll::Ready(Some(message));
            }
            if state.is_done() {
                return Poll::Ready(None);
            }
            let (free, capacity) = (state.free, state.capacity);
            note(format!("recv: waits, {free} of {capacity} slots free"));
            state.receiver = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// Lets no more messages be sent, except by those who have a permit.
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        note("close");
        for waiting in &state.queue {
            waiting.waker.wake_by_ref();
        }
    }
}

impl<'a> Reservation<'a> {
    fn poll(&mut self, waker: &Waker) -> Poll<Option<Permit<'a>>> {
        let mut state = self.channel.state.lock();
        if state.closed {
            return Poll::Ready(None);
        }
        if self.number == 0 {
            state.numbers += 1;
            self.number = state.numbers;
            let taken = state.free.min(self.wanted);
            state.free -= taken;
            if taken < self.wanted {
                let (number, waker) = (self.number, waker.clone());
                let missing = self.wanted - taken;
                note(format!(
                    "reserve: has {taken} of {} slots, waits",
                    self.wanted
                ));
                state.queue.push_back(Waiting {
                    number,
                    missing,
                    waker,
                });
            }
        }
        let mut queue = state.queue.iter_mut();
        if let Some(waiting) = queue.find(|waiting| waiting.number == self.number) {
            waiting.waker = waker.clone();
            return Poll::Pending;
        }
        self.is_over = true;
        Poll::Ready(Some(Permit(self.channel, self.wanted)))
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        let forgets = self.channel.forgets;
        if self.is_over || self.number == 0 {
            return;
        }
        note("a reservation is dropped");
        if forgets == Forgets::Queued {
            return;
        }
        let mut state = self.channel.state.lock();
        let mut queue = state.queue.iter();
        let place = queue.position(|waiting| waiting.number == self.number);
        let waiting = place.and_then(|place| state.queue.remove(place));
        state.free(self.wanted - waiting.map_or(0, |waiting| waiting.missing));
        if forgets != Forgets::DroppedReservation {
            state.wake_receiver_if_done();
        }
    }
}

impl Permit<'_> {
    /// Sends a message into one of the slots.
    pub fn send(mut self, message: u32) {
        self.1 -= 1;
        let mut state = self.0.state.lock();
        state.messages.push_back(message);
        state.wake_receiver();
    }

    /// Frees the slots.
    pub fn release(mut self) {
        let mut state = self.0.state.lock();
        note("a permit is released");
        state.free(std::mem::take(&mut self.1));
        if self.0.forgets != Forgets::ReleasedPermit {
            state.wake_receiver_if_done();
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if self.1 == 0 {
            return;
        }
        let mut state = self.0.state.lock();
        note("a permit is dropped");
        state.free(self.1);
        if self.0.forgets != Forgets::DroppedPermit {
            state.wake_receiver_if_done();
        }
    }
}
