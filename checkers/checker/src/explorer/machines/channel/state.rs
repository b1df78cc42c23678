//! A channel's plain state, and the objects that steps touch of it.

use super::meet::{Arm, Arrival, Offer, Slot};
use super::timer::{Clockwork, Timer};
use crate::explorer::run;
use crate::explorer::step::{Step, starts};
use crate::explorer::sync::time::{Duration, Instant};
use crate::explorer::unread::discard;
use crate::in_order;
use crate::log::recorder;
use crate::log::{Loc, ObjectId, ThreadId};
use crate::plain::plain;
use crate::questions::{self, points, want_arm_points, want_meeting_points};
use explorer::{Access, Event as Cause, Object};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex as Plain, MutexGuard as PlainGuard};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Channel,
    Timer(Clockwork),
    Never,
}

/// Numbers of messages that count as different. Those that are so far apart share objects, and
/// their steps conflict though they need not.
const NUMBERS: usize = 4;

/// The objects of a try: the message that it would receive, the place that it would send to.
#[derive(Clone, Copy, Debug)]
struct Numbered([Object; NUMBERS]);

impl Numbered {
    fn new() -> Numbered {
        Numbered([(); NUMBERS].map(|()| explorer::object()))
    }

    fn of(&self, number: usize) -> Object {
        self.0[number % NUMBERS]
    }
}

/// A channel, and the objects that steps touch of it.
#[derive(Debug)]
pub(crate) struct Channel<T> {
    pub(super) id: ObjectId,
    pub(super) kind: Kind,
    /// In messages; `None`: any number.
    pub(crate) capacity: Option<usize>,
    /// Whether messages that no thread received stay until all handles are gone.
    pub(super) keeps_unread: bool,
    head: Object,
    tail: Object,
    receivers: Object,
    watched: Object,
    unread: Object,
    pub(super) state: Plain<State<T>>,
}

/// What is in a channel, and who waits for it.
pub(crate) struct State<T> {
    pub(crate) queue: VecDeque<(T, Cause)>,
    /// Messages that were ever put into the queue.
    sent: usize,
    /// The step that freed each slot, with the message of the same number.
    freed: Vec<Cause>,
    /// Exclusive to the step that puts the message with this number into the queue, or offers it; or takes it out.
    messages: Numbered,
    places: Numbered,
    pub(super) capacity: Option<usize>,
    pub(super) senders: usize,
    pub(super) receivers: usize,
    pub(super) sender_drops: Vec<Cause>,
    pub(super) receiver_drops: Vec<Cause>,
    /// Capacity 0: senders that wait to be taken, in order.
    pub(super) offers: VecDeque<Offer<T>>,
    /// Offers that were ever made, and those that were taken.
    offered: usize,
    taken: usize,
    /// Capacity 0: receivers that wait for an offer, or to be given a message by a try.
    pub(super) arrivals: Vec<Arrival<T>>,
    /// Arms of selects that wait: where partners meet, and before such an arm of a biased one.
    pub(super) arms: Vec<Arm<T>>,
    pub(super) timer: Option<Timer<T>>,
    /// Threads that were told that nothing comes any more.
    seen_end: Vec<ThreadId>,
    /// Whether somebody tried it in vain, and whether a select waited in it.
    used: (bool, bool),
    /// Capacity 0: whether somebody looked whether there is a sender, and a receiver, in a select or a try.
    polled: (bool, bool),
}

impl Channel<Instant> {
    /// One that delivers the time when a timer fires, and with a period again and again.
    pub(crate) fn of_timer(deadline: Instant, period: Option<Duration>, loc: Loc) -> Arc<Self> {
        let clockwork = match period {
            None => Clockwork::Once,
            Some(_) => Clockwork::Again,
        };
        if clockwork == Clockwork::Again {
            run::ticks();
        }
        if questions::in_order() {
            starts();
        }
        let deadline = in_order::from_start(deadline.model_time());
        let timer = Timer::new(Instant::at(deadline), period);
        let channel = Channel::new(Kind::Timer(clockwork), Some(1), true, Some(timer), loc);
        in_order::set(channel.id, Some(deadline));
        channel
    }
}

impl<T> Channel<T> {
    pub(crate) fn of_messages(capacity: Option<usize>, keeps: bool, loc: Loc) -> Arc<Self> {
        Channel::new(Kind::Channel, capacity, keeps, None, loc)
    }

    /// One that never delivers anything.
    pub(crate) fn of_nothing(loc: Loc) -> Arc<Self> {
        Channel::new(Kind::Never, Some(0), true, None, loc)
    }

    fn new(
        kind: Kind,
        capacity: Option<usize>,
        keeps_unread: bool,
        timer: Option<Timer<T>>,
        loc: Loc,
    ) -> Arc<Self> {
        let name = match kind {
            Kind::Channel => "channel",
            Kind::Timer(_) => "timer",
            Kind::Never => "never",
        };
        Arc::new(Channel {
            id: recorder::new_object(name, loc),
            kind,
            capacity,
            keeps_unread,
            head: explorer::object(),
            tail: explorer::object(),
            receivers: explorer::object(),
            watched: explorer::object(),
            unread: explorer::object(),
            state: Plain::new(State {
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
            }),
        })
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    pub(crate) fn state(&self) -> PlainGuard<'_, State<T>> {
        plain(&self.state)
    }

    /// Whether it is one of messages, and not a timer.
    pub(crate) fn has_senders(&self) -> bool {
        self.kind == Kind::Channel
    }

    pub(crate) fn is_timer(&self) -> bool {
        matches!(self.kind, Kind::Timer(_))
    }

    pub(crate) fn is_never(&self) -> bool {
        self.kind == Kind::Never
    }

    /// Sends; only if [`State::can_send`]. Gives the message back if nobody will receive it.
    pub(crate) fn send_now(&self, message: T) -> Result<(), T> {
        self.state().send(message, self.capacity)
    }

    /// Whether partners meet here, since no message stays.
    pub(crate) fn is_rendezvous(&self) -> bool {
        self.has_senders() && self.capacity == Some(0)
    }

    /// Whether messages stay here.
    fn buffers(&self) -> bool {
        self.has_senders() && !self.is_rendezvous()
    }

    /// Remembers a try in vain, or a select that waits; together they want steps between those in
    /// which the select begins to wait.
    pub(crate) fn used(&self, tried: bool) {
        let used = &mut self.state().used;
        *used = (used.0 | tried, used.1 | !tried);
        if *used == (true, true) && self.is_rendezvous() {
            want_arm_points();
        }
    }

    /// Remembers a select or a try that sends here, or receives. If there are both, one may complete the
    /// other, which has to be known to wait then.
    pub(super) fn is_polled(&self, sends: bool) {
        let polled = &mut self.state().polled;
        *polled = (polled.0 | sends, polled.1 | !sends);
        if *polled == (true, true) && self.is_rendezvous() {
            want_meeting_points();
        }
    }

    /// Of a step that sends, and waits for nothing else.
    pub(super) fn sends(&self, step: Step) -> Step {
        step.touching(&[
            (self.tail, Access::EXCLUSIVE),
            (self.receivers, Access::READ),
        ])
        .touching(&self.is_met())
    }

    /// Of a step that receives, and waits for nothing else.
    pub(super) fn receives(&self, step: Step) -> Step {
        step.touching(&[(self.head, Access::EXCLUSIVE)])
            .touching(&self.is_met())
    }

    /// What an arrival where partners meet updates.
    fn is_met(&self) -> Vec<(Object, Access)> {
        match self.is_rendezvous() {
            true => vec![(self.watched, Access::UPDATE)],
            false => vec![],
        }
    }

    /// Of a step in which a receiver arrives where partners meet.
    pub(super) fn arrives(&self, step: Step) -> Step {
        step.touching(&[(self.watched, Access::UPDATE)])
    }

    pub(super) fn drops_sender(&self, step: Step) -> Step {
        let step = step.touching(&[(self.watched, Access::UPDATE)]);
        match self.may_keep_unread() {
            true => step.touching(&[(self.unread, Access::UPDATE)]),
            false => step,
        }
    }

    /// Of a step that closes it for good.
    pub(super) fn closes(&self, step: Step) -> Step {
        let step = step.touching(&[(self.receivers, Access::EXCLUSIVE)]);
        let step = match self.is_rendezvous() {
            true => step.touching(&[(self.head, Access::EXCLUSIVE)]),
            false => step,
        };
        self.drops_sender(step)
    }

    /// In such a step: of senders without receivers the last drops what nobody received.
    pub(super) fn drops_unread(&self) {
        if self.may_keep_unread() && self.state().receivers == 0 {
            explorer::touch((self.unread, Access::EXCLUSIVE));
        }
    }

    /// Whoever drops the last receiver of a channel that keeps nothing drops what nobody received, and
    /// so whatever a message holds; otherwise whoever drops the last handle does. A thread that has
    /// seen the end knows that there is nothing.
    pub(super) fn drops_receiver(&self, step: Step) -> Step {
        let step = step
            .touching(&[(self.receivers, Access::UPDATE)])
            .touching(&self.is_met());
        let holds = self.may_hold() && !self.is_rendezvous();
        let knows = self.state().seen_end.contains(&recorder::me());
        match holds && !knows {
            true => step.touching(&[(self.unread, Access::EXCLUSIVE)]),
            false => step,
        }
    }

    /// Whether messages that stay until all handles are gone may hold something that is checked.
    fn may_keep_unread(&self) -> bool {
        self.may_hold() && self.keeps_unread && !self.is_rendezvous()
    }

    /// Whether messages may hold something that is checked.
    fn may_hold(&self) -> bool {
        std::mem::needs_drop::<T>() && points().drops
    }

    /// Of a step that looks how many messages there are.
    pub(super) fn counts(&self, step: Step) -> Step {
        step.touching(&[
            (self.head, Access::READ),
            (self.tail, Access::READ),
            (self.receivers, Access::READ),
        ])
    }

    /// Of a step that excludes all others: a select that may be met by another, or a try where partners
    /// meet.
    pub(super) fn everything(&self) -> Vec<(Object, Access)> {
        match self.kind {
            Kind::Channel => {
                let mut touches = vec![
                    (self.head, Access::EXCLUSIVE),
                    (self.tail, Access::EXCLUSIVE),
                    (self.receivers, Access::READ),
                ];
                if self.is_rendezvous() {
                    touches.push((self.watched, Access::EXCLUSIVE));
                }
                touches
            }
            Kind::Timer(_) if questions::in_order() => {
                vec![(self.head, Access::EXCLUSIVE), run::going_on()]
            }
            Kind::Timer(_) => vec![(self.head, Access::EXCLUSIVE)],
            Kind::Never => vec![],
        }
    }

    /// Whether a step that looks whether it can receive sees what is first in a queue and nothing else: not
    /// where a select may wait to be met.
    fn queues(&self) -> bool {
        self.buffers() || self.is_rendezvous() && !points().meets
    }

    /// Of a step that looks whether it can receive, and does so if it [takes](Channel::is_received_from) this arm.
    pub(super) fn looks_to_receive(&self) -> Vec<(Object, Access)> {
        match self.queues() {
            true => vec![(self.head, Access::READ)],
            false => self.everything(),
        }
    }

    /// The same step runs. It finds the next message or not: that one's sender could make a
    /// difference, and no other. Whether a sender is left is seen only where none is.
    pub(super) fn has_looked_to_receive(&self) {
        let state = self.state();
        state.passes_over();
        if !self.queues() {
            return;
        }
        let (number, found) = match self.is_rendezvous() {
            true => (state.taken, state.has_offer()),
            false => (state.freed.len(), !state.queue.is_empty()),
        };
        explorer::touch((state.messages.of(number), Access::READ));
        drop(state);
        if !found {
            explorer::touch((self.watched, Access::READ));
        }
    }

    /// The same step receives here.
    pub(super) fn is_received_from(&self) {
        explorer::touch((self.head, Access::EXCLUSIVE));
    }

    /// Of a step that looks whether it can send, and does so if it [takes](Channel::is_sent_to) this arm.
    pub(super) fn looks_to_send(&self) -> Vec<(Object, Access)> {
        match self.buffers() {
            true => vec![(self.tail, Access::READ), (self.receivers, Access::READ)],
            false => self.everything(),
        }
    }

    /// The same step runs. Whoever frees the place that it needs could make a difference, and
    /// no other receiver.
    pub(super) fn has_looked_to_send(&self) {
        let state = self.state();
        state.passes_over();
        if !self.buffers() {
            return;
        }
        if let Some(place) = state.needs(self.capacity) {
            explorer::touch((state.places.of(place), Access::READ));
        }
    }

    /// The same step sends here, unless no receiver is left.
    pub(super) fn is_sent_to(&self) {
        if self.state().receivers > 0 {
            explorer::touch((self.tail, Access::EXCLUSIVE));
        }
    }
}

impl<T> Drop for Channel<T> {
    fn drop(&mut self) {
        let unread = std::mem::take(&mut plain(&self.state).queue);
        discard(unread);
    }
}

impl<T> State<T> {
    /// Whether a blocking send can put its message into the queue, or has nobody to send to.
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
    fn has_offer(&self) -> bool {
        self.receivers > 0 && !self.offers.is_empty()
    }

    /// Whether a try or a select can receive.
    pub(super) fn can_receive(&self, me: ThreadId) -> bool {
        self.has_message() || !self.open_arms(true, me).is_empty()
    }

    /// Sends; only if [`State::can_send`]. Gives the message back if nobody will receive it.
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
    fn needs(&self, capacity: Option<usize>) -> Option<usize> {
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
        // The slot that it takes was freed by somebody, but for the first ones.
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
