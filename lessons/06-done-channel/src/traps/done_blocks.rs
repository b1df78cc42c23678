//! The trap `done-blocks` (L11 as it is written): the receiver sends on `done`, and that send blocks.
//!
//! The sender checks `done` only between two messages. If it is blocked in sending one, each thread waits
//! for the other:
//!
//! ```text
//!    receiver                      sender
//! 1                                checks done: nothing there
//! 2                                sends "hello", waits for the receiver
//! 3  the timer fires
//! 4  sends on done, waits for the sender
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::join::send;
use crate::senders::{join, start};
use crate::source::{Source, Stop};
use crate::sync::channel::bounded;
use std::io;

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
    let started = start(sources, msg, || done_rx.clone(), books, send, &mut senders);
    if started.is_ok() {
        receive_until(stop, &msg_rx, books, &mut receive);
    }
    for _ in &senders {
        // TRAP: blocks until a sender checks `done`, but the sender may be blocked in its own send.
        let _ = done.tx.send(());
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
