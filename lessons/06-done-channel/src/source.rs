//! What the senders send, and what stops them.

use crate::sync::channel::Receiver;
use crate::sync::time::{Duration, Instant};

/// The source of a sender's messages. Each sender's thread owns one.
pub trait Source: Send + 'static {
    /// The type of the messages.
    type Message: Send + 'static;

    /// Returns what the sender does next. It should return soon, because a sender cannot be stopped while
    /// it runs.
    fn next(&mut self) -> Next<Self::Message>;
}

/// What a sender does next.
#[derive(Debug)]
pub enum Next<M> {
    /// Sends this.
    Message(M),
    /// Waits this long, or until it is woken or stopped, and calls `next` again, which then returns a
    /// message.
    Wait(Duration),
    /// Ends, because there is nothing more to send.
    End,
}

/// What stops the receiver, whichever happens first.
#[derive(Debug)]
pub struct Stop {
    /// The timer, which fires when the time is up.
    pub until: Receiver<Instant>,
    /// Ready once another thread asks to stop, by a message or by dropping the sender. Asking twice has no
    /// further effect.
    pub asked: Receiver<()>,
}
