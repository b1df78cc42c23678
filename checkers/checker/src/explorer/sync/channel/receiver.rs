//! The receiving side of a channel, or of a timer.

use super::select::{Mode, select_cases};
use super::state::{Channel, Kind};
use super::{Iter, RecvCase, RecvError, RecvTimeoutError, TryIter, TryRecvError};
use crate::explorer::step::{Step, off, works_unseen};
use crate::explorer::sync::time::{Deadline, Duration, Instant, deadline};
use crate::explorer::sync::wait::{here, plain};
use crate::explorer::unread::discard;
use crate::log::Loc;
use crate::log::event::Op;
use crate::log::value::Value;
use std::sync::Arc;

/// The receiving side; twin of [`crossbeam::channel::Receiver`].
pub struct Receiver<T>(pub(super) Arc<Channel<T>>);

impl<T> Receiver<T> {
    /// Receives, waiting for a message.
    ///
    /// # Errors
    /// The channel is empty and all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.recv_at(here())
    }

    pub(super) fn recv_at(&self, loc: Loc) -> Result<T, RecvError> {
        let channel = &self.0;
        if channel.kind != Kind::Channel {
            let case = RecvCase::new(self);
            select_cases(&[&case], Mode::Wait, false, loc);
            return case.take_result().unwrap_or(Err(RecvError));
        }
        let message = match channel.is_rendezvous() {
            true => self.meet(loc),
            false => {
                channel
                    .receives(self.step(loc))
                    .when(|| channel.state().has_message());
                channel.state().receive()
            }
        };
        match &message {
            Some(message) => channel.tell(Op::Recv, Value::of(message), loc),
            None => channel.tell(Op::RecvDisconnected, Value::Unknown, loc),
        }
        message.ok_or(RecvError)
    }

    fn step(&self, loc: Loc) -> Step {
        Step::new(Op::Recv, loc).on(self.0.id)
    }

    /// Arrives where partners meet, and takes an offer, or what it was given.
    fn meet(&self, loc: Loc) -> Option<T> {
        let channel = &self.0;
        channel.arrives(self.step(loc)).take_it();
        let given = channel.state().arrive();
        channel
            .receives(self.step(loc))
            .when(|| plain(&given).is_some() || channel.state().has_message());
        let mut state = channel.state();
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

    /// Receives if there is a message or a sender now.
    ///
    /// # Errors
    /// The channel is empty; or it is, and all senders are gone.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.try_recv_at(here())
    }

    pub(super) fn try_recv_at(&self, loc: Loc) -> Result<T, TryRecvError> {
        let case = RecvCase::new(self);
        match select_cases(&[&case], Mode::Try, false, loc) {
            Some(_) => case
                .take_result()
                .expect("just run")
                .map_err(|_| TryRecvError::Disconnected),
            None => {
                self.0.tell(Op::TryRecvEmpty, Value::Unknown, loc);
                Err(TryRecvError::Empty)
            }
        }
    }

    /// Receives, waiting no longer than `timeout`.
    ///
    /// # Errors
    /// Time was up; or the channel is empty and all senders are gone.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.recv_until(deadline(timeout), here())
    }

    /// Receives, waiting no longer than until `deadline`.
    ///
    /// # Errors
    /// Time was up; or the channel is empty and all senders are gone.
    #[track_caller]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.recv_until(Some(deadline), here())
    }

    fn recv_until(&self, deadline: Deadline, loc: Loc) -> Result<T, RecvTimeoutError> {
        let case = RecvCase::new(self);
        match select_cases(&[&case], Mode::Until(deadline), false, loc) {
            Some(_) => case
                .take_result()
                .expect("just run")
                .map_err(|_| RecvTimeoutError::Disconnected),
            None => {
                self.0.tell(Op::RecvTimedOut, Value::Unknown, loc);
                Err(RecvTimeoutError::Timeout)
            }
        }
    }

    /// Messages until all senders are gone, waiting for each.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// Messages until there is none at the moment.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }

    /// Whether both receive from the same channel; all that deliver nothing count as one.
    pub fn same_channel(&self, other: &Receiver<T>) -> bool {
        let never = |receiver: &Receiver<T>| receiver.0.kind == Kind::Never;
        Arc::ptr_eq(&self.0, &other.0) || (never(self) && never(other))
    }
}

/// No step, as for a sender.
impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        works_unseen();
        self.0.state().receivers += 1;
        Receiver(self.0.clone())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // Nobody sends to a timer: nobody can tell that one of its receivers is gone.
        if off() || self.0.kind != Kind::Channel {
            return;
        }
        let channel = &self.0;
        let step = Step::new(Op::DropReceiver { last: false }, None).on(channel.id);
        channel.drops_receiver(step).take_it();
        let mut state = channel.state();
        state.receivers -= 1;
        state.receiver_drops.push(explorer::now());
        let last = state.receivers == 0;
        // As crossbeam's, a channel with room for any number drops what nobody will read; one with a
        // capacity keeps it until its last sender is gone too. Messages may hold senders and
        // receivers: their turn comes when nothing is locked.
        let unread = match channel.capacity {
            None if last => std::mem::take(&mut state.queue),
            _ => Default::default(),
        };
        drop(state);
        channel.tell_dropped(Op::DropReceiver { last }, last);
        discard(unread);
    }
}
