//! What is counted, where it happens, so that nothing is derived from anything else.

use crate::sync::Arc;
use crate::sync::channel::Sender;

/// Something that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A sender's thread was started.
    ThreadStarted,
    /// A sender's thread does its last step.
    ThreadEnded,
    /// A message is handed to the channel.
    Sent,
    /// A message came out of it.
    Received,
    /// A message came back to its sender, or never left it: nobody receives it.
    Dropped,
    /// The channel of this name was opened.
    Opened(&'static str),
    /// Its last sending end is gone: it is closed.
    Closed(&'static str),
}

/// Whoever keeps the books.
pub trait Books: Clone + Send + Sync + 'static {
    /// Notes an event, in the thread in which it happens.
    fn note(&self, event: Event);
}

/// A sender's presence: notes its end when it is dropped, also while a panic unwinds.
#[derive(Debug)]
pub struct Presence<B: Books>(pub B);

impl<B: Books> Drop for Presence<B> {
    fn drop(&mut self) {
        self.0.note(Event::ThreadEnded);
    }
}

/// A sending end. Whoever drops the last one closes the channel.
#[derive(Debug)]
pub struct Outlet<M, B: Books> {
    /// The end itself. Dropped before `open` is, which tells of it.
    pub tx: Sender<M>,
    open: Arc<Open<B>>,
}

#[derive(Debug)]
struct Open<B: Books> {
    books: B,
    name: &'static str,
}

impl<M, B: Books> Outlet<M, B> {
    /// The first sending end of a channel of this name.
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
