//! What senders send, and what stops them.

use crate::sync::channel::Receiver;
use crate::sync::time::{Duration, Instant};

/// Where a sender gets its messages from. Each sender's thread owns one.
pub trait Source: Send + 'static {
    /// What is sent.
    type Message: Send + 'static;

    /// What the sender does next. It should come back soon: nobody stops a sender in here.
    fn next(&mut self) -> Next<Self::Message>;
}

/// What a sender does next.
#[derive(Debug)]
pub enum Next<M> {
    /// Sends this.
    Message(M),
    /// Waits so long, or until it is woken or stopped, and asks again: then it wants a message.
    Wait(Duration),
    /// Ends: there is nothing more to send.
    End,
}

/// What makes the receiver stop, whichever is first.
#[derive(Debug)]
pub struct Stop {
    /// The time is over.
    pub until: Receiver<Instant>,
    /// Somebody asked: sent a message, or dropped the sender. To ask twice changes nothing.
    pub asked: Receiver<()>,
}
