//! The receiving side of a channel, or of a timer.

use super::machines::{channel::Channel, off};
use super::{
    Deadline, Duration, Instant, Iter, Mode, RecvCase, RecvError, RecvTimeoutError, TryIter,
    TryRecvError, deadline, select_cases,
};
use crate::log::Loc;
use crate::log::event::Op;
use crate::log::value::Value;
use crate::plain::here;
use std::sync::Arc;

/// The receiving side of a channel; the checked type for [`crossbeam::channel::Receiver`].
#[repr(transparent)]
pub struct Receiver<T>(pub(super) Arc<Channel<T>>);

impl<T> Receiver<T> {
    /// Receives a message, blocking the current thread until there is one.
    ///
    /// # Errors
    /// The channel is empty, and all senders were dropped.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.recv_at(here())
    }

    pub(super) fn recv_at(&self, loc: Loc) -> Result<T, RecvError> {
        self.0.recv(loc)
    }

    /// Receives a message if there is one, or if a sender is blocked, without blocking.
    ///
    /// # Errors
    /// The channel is empty; or it is empty, and all senders were dropped.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::channel::{TryRecvError, bounded}};
    ///
    /// let report = check("try to receive", || {
    ///     let (sender, receiver) = bounded::<u32>(1);
    ///     assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    ///     drop(sender);
    ///     assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    /// });
    /// report.holds();
    /// ```
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

    /// Receives a message, blocking the current thread for at most `timeout`.
    ///
    /// # Errors
    /// The timeout expired; or the channel is empty, and all senders were dropped.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.recv_until(deadline(timeout), here())
    }

    /// Receives a message, blocking the current thread until `deadline` at most.
    ///
    /// # Errors
    /// The timeout expired; or the channel is empty, and all senders were dropped.
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

    /// Returns an iterator over messages that blocks for each, and ends when all senders were dropped.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// Returns an iterator over the messages that are there, which never blocks.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }

    /// Returns true if both receive from the same channel; all that deliver nothing count as one.
    pub fn same_channel(&self, other: &Receiver<T>) -> bool {
        let never = |receiver: &Receiver<T>| receiver.0.is_never();
        Arc::ptr_eq(&self.0, &other.0) || (never(self) && never(other))
    }
}

/// No step, as for a sender.
impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.0.add_receiver();
        Receiver(self.0.clone())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // No thread sends to a timer, so none can tell that one of its receivers is gone.
        if !off() && self.0.has_senders() {
            self.0.drop_receiver();
        }
    }
}
