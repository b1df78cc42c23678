//! The trap `always-ready` (L10): the loop does not look whether the channel is closed.
//!
//! A closed channel is always ready, and receiving from it gives nothing, again and again:
//!
//! ```text
//!    receiver                      sender
//! 1                                sends "hello" ...
//! 2  takes "hello"
//! 3                                closes msg, ends
//! 4  takes ""
//! 5  takes "", and so on until time is over
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::send;
use crate::senders::{join, start};
use crate::source::{Source, Stop};
use crate::sync::channel::bounded;
use crate::sync::select;
use std::io;

/// What [`done`](crate::done::run) does, but for the line below.
///
/// # Errors
/// A thread could not be started.
pub fn run<S: Source<Message: Default>, B: Books>(
    sources: Vec<S>,
    stop: &Stop,
    books: &B,
    mut receive: impl FnMut(S::Message),
) -> io::Result<()> {
    let (msg_tx, msg_rx) = bounded(0);
    let (done_tx, done_rx) = bounded::<()>(0);
    let done = Outlet::new("done", done_tx, books);
    let msg = Outlet::new("msg", msg_tx, books);
    let mut senders = vec![];
    let started = start(sources, msg, || done_rx.clone(), books, send, &mut senders);
    while started.is_ok() {
        select! {
            recv(msg_rx) -> message => {
                // TRAP: as Go does, takes an empty message where there is none.
                let message = message.unwrap_or_default();
                books.note(Event::Received);
                receive(message);
            },
            recv(stop.until) -> _ => break,
            recv(stop.asked) -> _ => break,
        }
    }
    // Closing reaches every sender, however many there are, and waits for none.
    drop(done);
    join(senders);
    started
}
