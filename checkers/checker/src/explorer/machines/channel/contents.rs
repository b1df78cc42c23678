//! What is in a channel, who waits for it, and how a message passes.

use super::meet::{Arm, Arrival, Offer, Slot};
use super::timer::Timer;
use crate::log::ThreadId;
use crate::log::recorder;
use crate::plain::plain;
use explorer::{Access, Event as Cause, Object};
use std::collections::VecDeque;
use std::fmt;

/// Numbers of messages that count as different. Those that are so far apart share objects, and
/// their steps conflict though they need not.
const NUMBERS: usize = 4;

/// The objects of a try: the message that it would receive, the place that it would send to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered([Object; NUMBERS]);

impl Numbered {
    fn new() -> Numbered {
        Numbered([(); NUMBERS].map(|()| explorer::object()))
    }

    pub(super) fn of(&self, number: usize) -> Object {
        self.0[number % NUMBERS]
    }
}

/// What is in a channel, and who waits for it.
pub(crate) struct State<T> {
    pub(crate) queue: VecDeque<(T, Cause)>,
    /// Messages that were ever put into the queue.
    sent: usize,
    /// The step that freed each slot, with the message of the same number.
    pub(super) freed: Vec<Cause>,
    /// Exclusive to the step that puts the message with this number into the queue, or offers it; or takes it out.
    pub(super) messages: Numbered,
    pub(super) places: Numbered,
    pub(super) capacity: Option<usize>,
    pub(super) senders: usize,
    pub(super) receivers: usize,
    pub(super) sender_drops: Vec<Cause>,
    pub(super) receiver_drops: Vec<Cause>,
    /// Capacity 0: senders that wait to be taken, in order.
    pub(super) offers: VecDeque<Offer<T>>,
    /// Offers that were ever made, and those that were taken.
    offered: usize,
    pub(super) taken: usize,
    /// Capacity 0: receivers that wait for an offer, or to be given a message by a try.
    pub(super) arrivals: Vec<Arrival<T>>,
    /// Arms of selects that wait: where partners meet, and before such an arm of a biased one.
    pub(super) arms: Vec<Arm<T>>,
    pub(super) timer: Option<Timer<T>>,
    /// Threads that were told that nothing comes any more.
    pub(super) seen_end: Vec<ThreadId>,
    /// Whether a thread tried it in vain, and whether a select waited in it.
    pub(super) used: (bool, bool),
    /// Capacity 0: whether a select or a try has checked for a sender, and for a receiver.
    pub(super) polled: (bool, bool),
}

impl<T> State<T> {
    pub(super) fn new(capacity: Option<usize>, timer: Option<Timer<T>>) -> Self {
        State {
            queue: VecDeque::new(),
            sent: 0,
            freed: vec![],
            messages: Numbered::new(),
            places: Numbered::new(),
            capacity,
            senders: 1,
            receivers: 1,
            sender_drops: vec![],
            receiver_drops: vec![],
            offers: VecDeque::new(),
            offered: 0,
            taken: 0,
            arrivals: vec![],
            arms: vec![],
            timer,
            seen_end: vec![],
            used: (false, false),
            polled: (false, false),
        }
    }

    /// Whether a blocking send can put its message into the queue, or no receiver is left.
    pub(super) fn has_room(&self, capacity: Option<usize>) -> bool {
        self.receivers == 0 || capacity.is_none_or(|capacity| self.queue.len() < capacity)
    }

    /// Whether a try or a select can send.
    pub(super) fn can_send(&self, capacity: Option<usize>, me: ThreadId) -> bool {
        match capacity {
            _ if self.receivers == 0 => true,
            Some(0) => !self.idle().is_empty() || !self.open_arms(false, me).is_empty(),
            capacity => self.has_room(capacity),
        }
    }

    /// Whether a blocking receive can go on by itself.
    pub(super) fn has_message(&self) -> bool {
        !self.queue.is_empty() || self.has_offer() || self.senders == 0
    }

    /// Whether a sender waits to be taken. In a closed channel it waits in vain.
    pub(super) fn has_offer(&self) -> bool {
        self.receivers > 0 && !self.offers.is_empty()
    }

    /// Whether a try or a select can receive.
    pub(super) fn can_receive(&self, me: ThreadId) -> bool {
        self.has_message() || !self.open_arms(true, me).is_empty()
    }

    /// Sends; only if [`State::can_send`]. Returns the message if no receiver is left.
    pub(super) fn send(&mut self, message: T, capacity: Option<usize>) -> Result<(), T> {
        if self.receivers == 0 {
            // A thread that waited for room would have gone on had a message been received before the close.
            if let Some(place) = self.needs(capacity) {
                explorer::touch((self.places.of(place), Access::READ));
            }
            self.receiver_drops
                .iter()
                .copied()
                .for_each(explorer::after);
            return Err(message);
        }
        if capacity == Some(0) {
            self.meet_receiver(message);
        } else {
            self.enqueue(message, capacity);
        }
        Ok(())
    }

    /// The message whose place the next one needs; `None`: there is room for it.
    pub(super) fn needs(&self, capacity: Option<usize>) -> Option<usize> {
        capacity.and_then(|capacity| self.sent.checked_sub(capacity))
    }

    /// Of a sender that waits where partners meet, until a receiver has taken the message.
    pub(super) fn offer(&mut self, message: T) -> Slot<Cause> {
        explorer::touch((self.messages.of(self.offered), Access::EXCLUSIVE));
        self.offered += 1;
        let taken = Slot::default();
        self.offers.push_back(Offer {
            message,
            made: explorer::now(),
            taken: taken.clone(),
        });
        taken
    }

    fn enqueue(&mut self, message: T, capacity: Option<usize>) {
        // The slot that it takes was freed by a receiver, except for the first ones.
        let reused = self.needs(capacity);
        if let Some(freed) = reused.and_then(|slot| self.freed.get(slot)) {
            explorer::after(*freed);
        }
        explorer::touch((self.messages.of(self.sent), Access::EXCLUSIVE));
        self.sent += 1;
        self.queue.push_back((message, explorer::now()));
        self.tell_selects();
    }

    /// Receives; only if [`State::can_receive`]. `None`: disconnected.
    pub(crate) fn receive(&mut self) -> Option<T> {
        if let Some((message, sent)) = self.queue.pop_front() {
            self.tell_selects();
            explorer::after(sent);
            explorer::touch((self.places.of(self.freed.len()), Access::EXCLUSIVE));
            self.freed.push(explorer::now());
            return Some(message);
        }
        if self.has_offer()
            && let Some(offer) = self.offers.pop_front()
        {
            self.taken += 1;
            explorer::after(offer.made);
            *plain(&offer.taken) = Some(explorer::now());
            return Some(offer.message);
        }
        let arms = self.open_arms(true, recorder::me());
        if self.receivers > 0 && !arms.is_empty() {
            let arm = &self.arms[arms[explorer::choose(arms.len())]];
            arm.complete();
            return plain(&arm.slot).take();
        }
        self.sender_drops.iter().copied().for_each(explorer::after);
        self.seen_end.push(recorder::me());
        None
    }
}

impl<T> fmt::Debug for State<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").finish_non_exhaustive()
    }
}
