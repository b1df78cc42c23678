//! The trap `done-blocks` (L11 as it is written): `done` is sent, and that waits for the sender.
//!
//! The sender looks at `done` only between two messages. If it is about to send one, both wait:
//!
//! ```text
//!    receiver                      sender
//! 1                                looks at done: not yet
//! 2                                sends "hello", waits for the receiver
//! 3  time is over
//! 4  sends done, waits for the sender
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::join::send;
use crate::senders::{join, start};
use crate::source::{Source, Stop};
use crate::sync::channel::bounded;
use std::io;

/// What [`join`](crate::join::run) does, but for the line below.
///
/// # Errors
/// A thread could not be started.
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
    let started = start(sources, msg, || done_rx.clone(), books, send, &mut senders);
    if started.is_ok() {
        receive_until(stop, &msg_rx, books, &mut receive);
    }
    for _ in &senders {
        // TRAP: waits until a sender looks at `done`; it may be waiting for us.
        let _ = done.tx.send(());
    }
    drop(done);
    // A sender may be about to send: somebody has to receive until the last has closed `msg`.
    for message in &msg_rx {
        books.note(Event::Received);
        receive(message);
    }
    join(senders);
    started
}
