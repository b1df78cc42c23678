//! The trap `leaked-sender`: the receiver forgets a sending end of its own, so the channel is never closed.
//!
//! ```text
//!    receiver                      sender
//! 1  keeps a sending end of msg
//! 2                                sends "hello", blocks
//! 3  receives "hello"
//! 4                                ends
//! 5  waits until msg is closed, which it keeps open itself
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::join::send;
use crate::senders::{join, start};
use crate::source::{Source, Stop};
use crate::sync::channel::bounded;
use std::io;

struct Office<M, B: Books> {
    #[allow(dead_code)]
    spare: Outlet<M, B>,
}

/// What [`join`](crate::join::run) does, except for the lines marked `TRAP:`.
///
/// # Errors
/// Returns an error if a thread cannot be started.
pub fn run<S: Source, B: Books>(
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
    // TRAP: a sending end that is kept for later keeps `msg` open.
    let _office = Office { spare: msg.clone() };
    let started = start(sources, msg, || done_rx.clone(), books, send, &mut senders);
    if started.is_ok() {
        receive_until(stop, &msg_rx, books, &mut receive);
    }
    // Closing `done` reaches every sender, however many there are, and never blocks.
    drop(done);
    // A sender may be blocked in a send, so keep receiving until the last one has closed `msg`.
    for message in &msg_rx {
        books.note(Event::Received);
        receive(message);
    }
    join(senders);
    started
}
