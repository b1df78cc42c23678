//! Go's channels, for those who port a program from Go: any handle may close one.
//!
//! Only the checkers have them: a program uses [`channel`](super::channel), where dropping the last sender
//! closes the channel and no thread can send on a closed one.

use super::channel::{Receiver, Sender};
use super::machines::{channel::Channel, off};
use crate::log::note::Named;
use crate::log::{ObjectId, recorder};
use crate::plain::here;
use std::fmt;
use std::ptr;
use std::sync::Arc;

/// A channel as Go's `make(chan T, capacity)` makes it. A clone is another handle of it, and dropping a handle
/// is no step.
///
/// A `select` takes the two sides of a handle:
///
/// ```
/// use checker::explorer::{check, sync::go::Chan, sync::select, sync::thread};
///
/// let report = check("stop", || {
///     let stop = Chan::<()>::new(0);
///     let stops = stop.clone();
///     let other = thread::spawn(move || stops.close());
///     let stopped = select! {
///         recv(stop.receiver()) -> message => message.is_err(),
///         default => false,
///     };
///     other.join().unwrap();
///     stopped
/// });
/// report.holds().reaches(["false", "true"]);
/// ```
pub struct Chan<T>(Arc<Channel<T>>);

impl<T> Chan<T> {
    /// Creates a channel that holds `capacity` messages; with 0, sender and receiver meet.
    #[track_caller]
    pub fn new(capacity: usize) -> Self {
        Chan(Channel::of_messages(Some(capacity), true, here()))
    }

    /// Creates a nil channel, as Go's `var c chan T`: to send to it or to receive from it blocks forever, and a
    /// `select` ignores it.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::go::Chan, sync::select};
    ///
    /// let report = check("merge", || {
    ///     let (mut one, mut other) = (Chan::new(1), Chan::new(1));
    ///     one.send(1);
    ///     other.send(2);
    ///     one.close();
    ///     other.close();
    ///     let (mut sum, mut open) = (0, 2);
    ///     while open > 0 {
    ///         select! {
    ///             recv(one.receiver()) -> message => match message {
    ///                 Ok(number) => sum += number,
    ///                 Err(_) => (one, open) = (Chan::nil(), open - 1),
    ///             },
    ///             recv(other.receiver()) -> message => match message {
    ///                 Ok(number) => sum += number,
    ///                 Err(_) => (other, open) = (Chan::nil(), open - 1),
    ///             },
    ///         }
    ///     }
    ///     sum
    /// });
    /// report.holds().reaches(["3"]);
    /// ```
    #[track_caller]
    pub fn nil() -> Self {
        let nil = Channel::of_nothing(here());
        recorder::is_nil(nil.id());
        Chan(nil)
    }

    /// Returns true if the channel is nil: Go's `channel == nil`.
    pub fn is_nil(&self) -> bool {
        self.0.is_never()
    }

    /// Sends a message, blocking the current thread until the channel has a free slot or a receiver takes it.
    ///
    /// # Panics
    /// If the channel is closed, or another thread closes it meanwhile: `send on closed channel`.
    #[track_caller]
    pub fn send(&self, message: T) {
        let sent = self.0.send(message, here());
        if sent.is_err() && !off() {
            panic!("send on closed channel");
        }
    }

    /// Receives a message, blocking the current thread until there is one. Returns `None` immediately if the channel is
    /// closed and empty, where Go returns `0, false`.
    #[track_caller]
    pub fn recv(&self) -> Option<T> {
        self.0.recv(here()).ok()
    }

    /// Returns an iterator over messages until the channel is closed, as `for message := range channel` does.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::go::Chan};
    ///
    /// let report = check("range", || {
    ///     let chan = Chan::new(2);
    ///     chan.send(1);
    ///     chan.send(2);
    ///     chan.close();
    ///     chan.iter().sum::<i32>()
    /// });
    /// report.holds().reaches(["3"]);
    /// ```
    #[track_caller]
    pub fn iter(&self) -> impl Iterator<Item = T> + '_ {
        let loc = here();
        std::iter::from_fn(move || self.0.recv(loc).ok())
    }

    /// Closes the channel: its messages can still be received, and nothing can be sent.
    ///
    /// # Panics
    /// If it is closed already: `close of closed channel`. If it is nil: `close of nil channel`.
    #[track_caller]
    pub fn close(&self) {
        assert!(!self.is_nil(), "close of nil channel");
        if !self.0.close(here()) && !off() {
            panic!("close of closed channel");
        }
    }

    /// Returns the number of messages in the channel.
    #[track_caller]
    #[expect(clippy::len_without_is_empty, reason = "as Go's `len`")]
    pub fn len(&self) -> usize {
        match self.is_nil() {
            true => 0,
            false => self.0.len(here()),
        }
    }

    /// Returns the capacity of the channel.
    pub fn capacity(&self) -> usize {
        self.0.capacity.unwrap_or(0)
    }

    /// The receiving side, for a `select`: an error is what `None` is in [`recv`](Self::recv).
    pub fn receiver(&self) -> &Receiver<T> {
        // SAFETY: a receiver is nothing but such a handle, and stays one of this channel while `self` is borrowed.
        unsafe { &*ptr::from_ref(&self.0).cast() }
    }

    /// The sending side, for a `select`: an error is where Go panics with `send on closed channel`.
    pub fn sender(&self) -> &Sender<T> {
        // SAFETY: as above.
        unsafe { &*ptr::from_ref(&self.0).cast() }
    }
}

impl<T> Clone for Chan<T> {
    fn clone(&self) -> Self {
        Chan(self.0.clone())
    }
}

/// Go's zero value of a channel: [`Chan::nil`].
impl<T> Default for Chan<T> {
    #[track_caller]
    fn default() -> Self {
        Chan::nil()
    }
}

impl<T> Named for Chan<T> {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}

impl<T> fmt::Debug for Chan<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chan").finish_non_exhaustive()
    }
}
