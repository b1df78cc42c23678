//! The sending side of a channel.

use super::machines::{channel::Channel, off};
use super::{
    Deadline, Duration, Instant, Mode, SendCase, SendError, SendTimeoutError, TrySendError,
    deadline, select_cases,
};
use crate::log::Loc;
use crate::log::event::Op;
use crate::log::value::Value;
use crate::plain::here;
use std::sync::Arc;

/// The sending side of a channel; the checked type for [`crossbeam::channel::Sender`].
#[repr(transparent)]
pub struct Sender<T>(pub(super) Arc<Channel<T>>);

impl<T> Sender<T> {
    /// Sends a message, blocking the current thread until the channel has a free slot or a receiver takes it.
    ///
    /// # Errors
    /// All receivers were dropped; the error returns the message.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.send(message, here())
    }

    /// Sends a message if the channel has a free slot or a receiver is blocked, without blocking.
    ///
    /// # Errors
    /// The channel is full, or all receivers were dropped; the error returns the message.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::channel::{TrySendError, bounded}};
    ///
    /// let report = check("try to send", || {
    ///     let (sender, receiver) = bounded(1);
    ///     assert!(sender.try_send(1).is_ok());
    ///     assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    ///     drop(receiver);
    ///     assert_eq!(sender.try_send(3), Err(TrySendError::Disconnected(3)));
    /// });
    /// report.holds();
    /// ```
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

    /// Sends a message, blocking the current thread for at most `timeout`.
    ///
    /// # Errors
    /// The timeout expired, or all receivers were dropped; the error returns the message.
    #[track_caller]
    pub fn send_timeout(&self, message: T, timeout: Duration) -> Result<(), SendTimeoutError<T>> {
        self.send_until(message, deadline(timeout), here())
    }

    /// Sends a message, blocking the current thread until `deadline` at most.
    ///
    /// # Errors
    /// The timeout expired, or all receivers were dropped; the error returns the message.
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

    /// Returns true if both send to the same channel.
    pub fn same_channel(&self, other: &Sender<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// No step: the count is above zero before and after, and only reaching zero is ever seen.
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.0.add_sender();
        Sender(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if !off() {
            self.0.drop_sender();
        }
    }
}
