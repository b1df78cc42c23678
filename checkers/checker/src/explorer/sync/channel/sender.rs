//! The sending side of a channel.

use super::meet::{Offer, Slot};
use super::select::{Mode, select_cases};
use super::state::Channel;
use super::{SendCase, SendError, SendTimeoutError, TrySendError};
use crate::explorer::step::{Step, off, works_unseen};
use crate::explorer::sync::time::{Deadline, Duration, Instant, deadline};
use crate::explorer::sync::wait::{here, plain};
use crate::log::Loc;
use crate::log::event::Op;
use crate::log::value::Value;
use explorer::Event as Cause;
use std::sync::Arc;

/// The sending side; twin of [`crossbeam::channel::Sender`].
pub struct Sender<T>(pub(super) Arc<Channel<T>>);

impl<T> Sender<T> {
    /// Sends, waiting for room or for a receiver.
    ///
    /// # Errors
    /// All receivers are gone; the message comes back.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        let (channel, value, loc) = (&self.0, Value::of(&message), here());
        let sent = match channel.is_rendezvous() {
            true => self.offer(message, &value, loc),
            false => {
                channel
                    .sends(self.step(&value, loc))
                    .when(|| channel.state().has_room(channel.capacity));
                channel.state().send(message, channel.capacity)
            }
        };
        let op = match sent {
            Ok(()) => Op::Send,
            Err(_) => Op::SendDisconnected,
        };
        channel.tell(op, value, loc);
        sent.map_err(SendError)
    }

    fn step(&self, value: &Value, loc: Loc) -> Step {
        Step::new(Op::Send, loc).on(self.0.id).value(value.clone())
    }

    /// Offers the message where partners meet, and waits until somebody has taken it.
    fn offer(&self, message: T, value: &Value, loc: Loc) -> Result<(), T> {
        let channel = &self.0;
        channel.sends(self.step(value, loc)).take_it();
        if channel.state().receivers == 0 {
            return channel.state().send(message, Some(0));
        }
        let taken: Slot<Cause> = Slot::default();
        channel.state().offers.push_back(Offer {
            message,
            made: explorer::now(),
            taken: taken.clone(),
        });
        self.step(value, loc)
            .when(|| plain(&taken).is_some() || channel.state().receivers == 0);
        if let Some(taken) = *plain(&taken) {
            explorer::after(taken);
            return Ok(());
        }
        let mut state = channel.state();
        let mut offers = state.offers.iter();
        match offers.position(|offer| Arc::ptr_eq(&offer.taken, &taken)) {
            Some(mine) => {
                let offer = state.offers.remove(mine).expect("found above");
                state.send(offer.message, Some(0))
            }
            None => Ok(()),
        }
    }

    /// Sends if there is room or a receiver now.
    ///
    /// # Errors
    /// The channel is full, or all receivers are gone; the message comes back.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let (case, loc) = (SendCase::new(self, message), here());
        match select_cases(&[&case], Mode::Try, false, loc) {
            Some(_) => case
                .take_result()
                .expect("just run")
                .map_err(|error| TrySendError::Disconnected(error.0)),
            None => {
                self.0.tell(Op::TrySendFull, Value::Unknown, loc);
                Err(TrySendError::Full(case.take_message()))
            }
        }
    }

    /// Sends, waiting no longer than `timeout`.
    ///
    /// # Errors
    /// Time was up, or all receivers are gone; the message comes back.
    #[track_caller]
    pub fn send_timeout(&self, message: T, timeout: Duration) -> Result<(), SendTimeoutError<T>> {
        self.send_until(message, deadline(timeout), here())
    }

    /// Sends, waiting no longer than until `deadline`.
    ///
    /// # Errors
    /// Time was up, or all receivers are gone; the message comes back.
    #[track_caller]
    pub fn send_deadline(&self, message: T, deadline: Instant) -> Result<(), SendTimeoutError<T>> {
        self.send_until(message, Some(deadline), here())
    }

    fn send_until(
        &self,
        message: T,
        deadline: Deadline,
        loc: Loc,
    ) -> Result<(), SendTimeoutError<T>> {
        let case = SendCase::new(self, message);
        match select_cases(&[&case], Mode::Until(deadline), false, loc) {
            Some(_) => case
                .take_result()
                .expect("just run")
                .map_err(|error| SendTimeoutError::Disconnected(error.0)),
            None => {
                self.0.tell(Op::SendTimedOut, Value::Unknown, loc);
                Err(SendTimeoutError::Timeout(case.take_message()))
            }
        }
    }

    /// Whether both send into the same channel.
    pub fn same_channel(&self, other: &Sender<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// No step: the count is above zero before and after, and only reaching zero is ever seen.
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        works_unseen();
        self.0.state().senders += 1;
        Sender(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let channel = &self.0;
        let step = Step::new(Op::DropSender { last: false }, None).on(channel.id);
        channel.drops_sender(step).take_it();
        channel.drops_unread();
        let mut state = channel.state();
        state.senders -= 1;
        state.sender_drops.push(explorer::now());
        let last = state.senders == 0;
        drop(state);
        channel.tell_dropped(Op::DropSender { last }, last);
    }
}
