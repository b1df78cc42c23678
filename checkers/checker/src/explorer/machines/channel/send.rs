//! Sending, and senders that come and go.

use super::state::Channel;
use crate::explorer::step::{Step, works_unseen};
use crate::explorer::sync::channel::SendError;
use crate::log::Loc;
use crate::log::event::Op;
use crate::log::value::Value;
use crate::plain::plain;
use std::sync::Arc;

impl<T> Channel<T> {
    /// Sends, waiting for room or for a receiver.
    pub(crate) fn send(&self, message: T, loc: Loc) -> Result<(), SendError<T>> {
        let value = Value::of(&message);
        let sent = match self.is_rendezvous() {
            true => self.offer(message, &value, loc),
            false => {
                self.sends(self.sending(&value, loc))
                    .when(|| self.state().has_room(self.capacity));
                self.send_now(message)
            }
        };
        let op = match sent {
            Ok(()) => Op::Send,
            Err(_) => Op::SendDisconnected,
        };
        self.tell(op, value, loc);
        sent.map_err(SendError)
    }

    fn sending(&self, value: &Value, loc: Loc) -> Step {
        Step::new(Op::Send, loc).on(self.id).value(value.clone())
    }

    /// Offers the message where partners meet, and waits until a receiver has taken it.
    fn offer(&self, message: T, value: &Value, loc: Loc) -> Result<(), T> {
        self.sends(self.sending(value, loc)).take_it();
        if self.state().receivers == 0 {
            return self.send_now(message);
        }
        let taken = self.state().offer(message);
        self.sending(value, loc)
            .when(|| plain(&taken).is_some() || self.state().receivers == 0);
        if let Some(taken) = *plain(&taken) {
            explorer::after(taken);
            return Ok(());
        }
        let mut state = self.state();
        let mut offers = state.offers.iter();
        match offers.position(|offer| Arc::ptr_eq(&offer.taken, &taken)) {
            Some(mine) => {
                let offer = state.offers.remove(mine).expect("found above");
                state.send(offer.message, Some(0))
            }
            None => Ok(()),
        }
    }

    pub(crate) fn add_sender(&self) {
        works_unseen();
        self.state().senders += 1;
    }

    pub(crate) fn drop_sender(&self) {
        let step = Step::new(Op::DropSender { last: false }, None).on(self.id);
        self.drops_sender(step).take_it();
        self.drops_unread();
        let mut state = self.state();
        state.senders -= 1;
        state.tell_selects();
        state.sender_drops.push(explorer::now());
        let last = state.senders == 0;
        drop(state);
        self.tell_dropped(Op::DropSender { last }, last);
    }
}
