//! The receiving side of a channel, or of a timer.

use super::state::Channel;
use super::{
    Iter, Mode, RecvCase, RecvError, RecvTimeoutError, TryIter, TryRecvError, select_cases,
};
use crate::log::Loc;
use crate::log::event::Op;
use crate::log::recorder;
use crate::log::value::Value;
use crate::loom::sync::time::{Duration, Instant, deadline};
use crate::loom::sync::wait::here;
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
        let case = RecvCase::new(self);
        select_cases(&[&case], Mode::Wait, false, loc);
        case.take_result().unwrap_or(Err(RecvError))
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

    fn recv_until(&self, deadline: Option<Instant>, loc: Loc) -> Result<T, RecvTimeoutError> {
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
        let never = |receiver: &Receiver<T>| receiver.0.kind == "never";
        Arc::ptr_eq(&self.0, &other.0) || (never(self) && never(other))
    }
}

/// No scheduling point, as for a sender.
impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.0.state().receivers += 1;
        Receiver(self.0.clone())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // Nobody sends to a timer: nobody can tell that one of its receivers is gone.
        if recorder::failed() || self.0.kind != "channel" {
            return;
        }
        let channel = &self.0;
        let pass = channel.object.pass(Op::DropReceiver { last: false }, None);
        let mut state = channel.state();
        state.receivers -= 1;
        state.version += 1;
        let last = state.receivers == 0;
        drop(state);
        channel.tell_dropped(Op::DropReceiver { last }, last);
        drop(pass);
        if last {
            channel.state().disconnect_senders();
            // As crossbeam's, a channel with room for any number drops what nobody will read; one
            // with a capacity keeps it until its last sender is gone too. Messages may hold
            // senders and receivers: their turn comes when nothing is locked.
            let unread = match channel.capacity {
                None => std::mem::take(&mut channel.state().queue),
                Some(_) => Default::default(),
            };
            drop(unread);
        }
    }
}
