//! Receiving, and receivers that come and go.

use super::select_cases;
use super::state::Channel;
use crate::explorer::step::{Step, works_unseen};
use crate::explorer::sync::channel::{Mode, RecvCase, RecvError};
use crate::explorer::unread::discard;
use crate::log::Loc;
use crate::log::event::Op;
use crate::log::value::Value;
use crate::plain::plain;
use std::sync::Arc;

impl<T> Channel<T> {
    /// Receives, waiting for a message.
    pub(crate) fn recv(&self, loc: Loc) -> Result<T, RecvError> {
        if !self.has_senders() {
            let case = RecvCase::from(self);
            select_cases(&[&case], Mode::Wait, false, loc);
            return case.take_result().unwrap_or(Err(RecvError));
        }
        let message = match self.is_rendezvous() {
            true => self.meet(loc),
            false => {
                self.receives(self.receiving(loc))
                    .when(|| self.state().has_message());
                self.state().receive()
            }
        };
        match &message {
            Some(message) => self.tell(Op::Recv, Value::of(message), loc),
            None => self.tell(Op::RecvDisconnected, Value::Unknown, loc),
        }
        message.ok_or(RecvError)
    }

    fn receiving(&self, loc: Loc) -> Step {
        Step::new(Op::Recv, loc).on(self.id)
    }

    /// Arrives where partners meet, and takes an offer, or what it was given.
    fn meet(&self, loc: Loc) -> Option<T> {
        self.arrives(self.receiving(loc)).take_it();
        let given = self.state().arrive();
        self.receives(self.receiving(loc))
            .when(|| plain(&given).is_some() || self.state().has_message());
        let mut state = self.state();
        state
            .arrivals
            .retain(|arrival| !Arc::ptr_eq(&arrival.given, &given));
        if let Some((message, gave)) = plain(&given).take() {
            explorer::after(gave);
            return Some(message);
        }
        match state.has_message() {
            true => state.receive(),
            false => None,
        }
    }

    pub(crate) fn add_receiver(&self) {
        works_unseen();
        self.state().receivers += 1;
    }

    pub(crate) fn drop_receiver(&self) {
        let step = Step::new(Op::DropReceiver { last: false }, None).on(self.id);
        self.drops_receiver(step).take_it();
        let mut state = self.state();
        state.receivers -= 1;
        state.tell_selects();
        state.receiver_drops.push(explorer::now());
        let last = state.receivers == 0;
        // As crossbeam's, a channel with room for any number drops what will not be read; one with a
        // capacity keeps it until its last sender is gone too. std's drop it in either case. Messages
        // may hold senders and receivers: their turn comes when nothing is locked.
        let unread = match last && !self.keeps_unread {
            true => std::mem::take(&mut state.queue),
            false => Default::default(),
        };
        drop(state);
        self.tell_dropped(Op::DropReceiver { last }, last);
        discard(unread);
    }
}
