//! The events that are counted, each where it happens, so that no count is derived from another.

use crate::sync::Arc;
use crate::sync::channel::Sender;

/// An event that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A sender's thread was started.
    ThreadStarted,
    /// A sender's thread takes its last step.
    ThreadEnded,
    /// A message is handed to the channel.
    Sent,
    /// A message was received from it.
    Received,
    /// A message was returned to its sender, or was never sent, and so is never received.
    Dropped,
    /// The channel of this name was opened.
    Opened(&'static str),
    /// The channel of this name is closed: its last sender has been dropped.
    Closed(&'static str),
}

/// Counts events; the program and the models each have an implementation.
pub trait Books: Clone + Send + Sync + 'static {
    /// Notes an event; called in the thread in which it happens.
    fn note(&self, event: Event);
}

/// Notes the end of a sender's thread when it is dropped, even while a panic unwinds.
#[derive(Debug)]
pub struct Presence<B: Books>(pub B);

impl<B: Books> Drop for Presence<B> {
    fn drop(&mut self) {
        self.0.note(Event::ThreadEnded);
    }
}

/// A sending end that is counted. Dropping the last one closes the channel.
#[derive(Debug)]
pub struct Outlet<M, B: Books> {
    /// The sending end. It is dropped before `open`, which notes that the channel is closed.
    pub tx: Sender<M>,
    open: Arc<Open<B>>,
}

#[derive(Debug)]
struct Open<B: Books> {
    books: B,
    name: &'static str,
}

impl<M, B: Books> Outlet<M, B> {
    /// Wraps the first sending end of a channel, and notes that a channel of this name was opened.
    pub fn new(name: &'static str, tx: Sender<M>, books: &B) -> Self {
        let books = books.clone();
        books.note(Event::Opened(name));
        Outlet {
            tx,
            open: Arc::new(Open { books, name }),
        }
    }
}

impl<M, B: Books> Clone for Outlet<M, B> {
    fn clone(&self) -> Self {
        Outlet {
            tx: self.tx.clone(),
            open: self.open.clone(),
        }
    }
}

impl<B: Books> Drop for Open<B> {
    fn drop(&mut self) {
        self.books.note(Event::Closed(self.name));
    }
}
