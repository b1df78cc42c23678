//! What the steps of a channel touch of it: which of them conflict, and which may come in any order.

use super::state::{Channel, Kind};
use crate::explorer::run;
use crate::explorer::step::Step;
use crate::log::recorder;
use crate::questions::{self, points};
use explorer::{Access, Object};

impl<T> Channel<T> {
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

    /// In such a step: of senders without receivers the last drops what was never received.
    pub(super) fn drops_unread(&self) {
        if self.may_keep_unread() && self.state().receivers == 0 {
            explorer::touch((self.unread, Access::EXCLUSIVE));
        }
    }

    /// The thread that drops the last receiver of a channel that keeps nothing drops what was never received, and
    /// so whatever a message holds; otherwise the one that drops the last handle does. A thread that has
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

    /// The same step runs. The receiver that frees the slot it needs could make a difference, and
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
