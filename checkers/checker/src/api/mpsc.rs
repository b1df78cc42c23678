//! Twins of std's channels, which have many senders and one receiver: those of [`super::channel`] with std's names.

use super::channel::{self, pair};
use super::time::Duration;
use crate::log::ObjectId;
use crate::log::note::Named;
use crate::plain::here;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

/// The sending side of a channel for any number of messages; twin of [`std::sync::mpsc::Sender`].
pub struct Sender<T>(channel::Sender<T>);

/// The sending side of a channel with a capacity; twin of [`std::sync::mpsc::SyncSender`].
pub struct SyncSender<T>(channel::Sender<T>);

/// The receiving side, of which there is one; twin of [`std::sync::mpsc::Receiver`].
pub struct Receiver<T> {
    channel: channel::Receiver<T>,
    /// Not to be shared by threads.
    alone: PhantomData<Cell<()>>,
}

/// An iterator over messages until all senders were dropped; the checked type for [`std::sync::mpsc::Iter`].
#[derive(Debug)]
pub struct Iter<'a, T>(channel::Iter<'a, T>);

/// An iterator over the messages that are there; the checked type for [`std::sync::mpsc::TryIter`].
#[derive(Debug)]
pub struct TryIter<'a, T>(channel::TryIter<'a, T>);

/// As [`Iter`], and owns the receiver; twin of [`std::sync::mpsc::IntoIter`].
#[derive(Debug)]
pub struct IntoIter<T>(Receiver<T>);

/// Creates a channel that holds any number of messages.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::mpsc, sync::thread};
///
/// let report = check("two senders", || {
///     let (sender, receiver) = mpsc::channel();
///     let other = sender.clone();
///     thread::scope(|scope| {
///         scope.spawn(move || other.send(1));
///         scope.spawn(move || sender.send(2));
///         receiver.iter().collect::<Vec<_>>()
///     })
/// });
/// report.holds().reaches(["[1, 2]", "[2, 1]"]);
/// ```
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = pair(None, false, here());
    (Sender(sender), Receiver::of(receiver))
}

/// Creates a channel that holds `bound` messages; with 0, sender and receiver meet.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::mpsc, sync::thread};
///
/// let report = check("full or not", || {
///     let (sender, receiver) = mpsc::sync_channel(1);
///     sender.send(1).unwrap();
///     let other = thread::spawn(move || receiver.recv());
///     let sent = sender.try_send(2);
///     drop(sender);
///     assert_eq!(other.join().unwrap(), Ok(1));
///     sent.is_ok()
/// });
/// report.reaches(["false", "true"]);
/// ```
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let (sender, receiver) = pair(Some(bound), false, here());
    (SyncSender(sender), Receiver::of(receiver))
}

impl<T> Sender<T> {
    /// Sends, and never waits.
    ///
    /// # Errors
    /// The receiver is gone; the message comes back.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.send(message).map_err(|error| SendError(error.0))
    }
}

impl<T> SyncSender<T> {
    /// Sends, blocking the current thread until there is capacity or the receiver takes it.
    ///
    /// # Errors
    /// The receiver is gone; the message comes back.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.send(message).map_err(|error| SendError(error.0))
    }

    /// Sends if there is capacity, or a receiver that waits, now.
    ///
    /// # Errors
    /// The channel is full, or the receiver is gone; the message comes back.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let sent = self.0.try_send(message);
        sent.map_err(|error| match error {
            channel::TrySendError::Full(message) => TrySendError::Full(message),
            channel::TrySendError::Disconnected(message) => TrySendError::Disconnected(message),
        })
    }
}

impl<T> Receiver<T> {
    fn of(channel: channel::Receiver<T>) -> Self {
        Receiver {
            channel,
            alone: PhantomData,
        }
    }

    /// Receives a message, blocking the current thread until there is one.
    ///
    /// # Errors
    /// The channel is empty, and all senders were dropped.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::mpsc::channel, sync::thread};
    ///
    /// let report = check("mpsc", || {
    ///     let (sender, receiver) = channel();
    ///     let other = thread::spawn(move || sender.send(1).unwrap());
    ///     let message = receiver.recv();
    ///     other.join().unwrap();
    ///     message
    /// });
    /// report.holds().reaches(["Ok(1)"]);
    /// ```
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.channel.recv().map_err(|_| RecvError)
    }

    /// Receives a message if there is one, without blocking.
    ///
    /// # Errors
    /// The channel is empty; or it is empty, and all senders were dropped.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let received = self.channel.try_recv();
        received.map_err(|error| match error {
            channel::TryRecvError::Empty => TryRecvError::Empty,
            channel::TryRecvError::Disconnected => TryRecvError::Disconnected,
        })
    }

    /// Receives a message, blocking the current thread for at most `timeout`.
    ///
    /// # Errors
    /// The timeout expired; or the channel is empty, and all senders were dropped.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        let received = self.channel.recv_timeout(timeout);
        received.map_err(|error| match error {
            channel::RecvTimeoutError::Timeout => RecvTimeoutError::Timeout,
            channel::RecvTimeoutError::Disconnected => RecvTimeoutError::Disconnected,
        })
    }

    /// Returns an iterator over messages that blocks for each, and ends when all senders were dropped.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self.channel.iter())
    }

    /// Returns an iterator over the messages that are there, which never blocks.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self.channel.try_iter())
    }
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;
    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.next()
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;
    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.next()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self)
    }
}

macro_rules! handle {
    ($handle:ident, $field:tt) => {
        impl<T> Named for $handle<T> {
            fn object(&self) -> ObjectId {
                self.$field.object()
            }
        }

        impl<T> fmt::Debug for $handle<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($handle)).finish_non_exhaustive()
            }
        }
    };
}
handle!(Sender, 0);
handle!(SyncSender, 0);
handle!(Receiver, channel);

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Sender(self.0.clone())
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> Self {
        SyncSender(self.0.clone())
    }
}
