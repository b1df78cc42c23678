//! The technique that loses no message: ask the senders to stop, receive to the end, join.
//!
//! A sender checks `done` before it makes its next message, and sends every message that it has made.
//! The receiver closes `done`, and keeps receiving until the senders, which alone can do so, have closed
//! `msg`. A sender that was about to send therefore still finds a receiver:
//!
//! ```text
//!    receiver                      sender
//! 1                                checks done: open
//! 2  the timer fires: closes done
//! 3                                sends "hello", blocks
//! 4  receives "hello"
//! 5                                checks done: closes msg, ends
//! 6  msg is closed: joins it
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::senders::{Sending, join, start};
use crate::source::{Next, Source, Stop};
use crate::sync::channel::{Receiver, RecvTimeoutError, TryRecvError, bounded};
use std::io;

/// Starts a sender for each source, and calls `receive` with each message, until all senders have ended
/// by themselves or `stop` is ready. When it returns, all senders have ended.
///
/// # Errors
/// Returns an error if a thread cannot be started; those that were started have ended.
///
/// # Panics
/// Panics if a source did, once all senders have ended.
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

/// Checks `done` before each message, and sends every message that was made.
pub(crate) fn send<S: Source, B: Books>(mut sender: Sending<S, B, Receiver<()>>) {
    let done = &sender.signal;
    while let Err(TryRecvError::Empty) = done.try_recv() {
        match sender.source.next() {
            Next::Message(message) => {
                sender.books.note(Event::Sent);
                if sender.msg.tx.send(message).is_err() {
                    return sender.books.note(Event::Dropped);
                }
            }
            Next::Wait(pause) => match done.recv_timeout(pause) {
                Err(RecvTimeoutError::Timeout) => {}
                _ => return,
            },
            Next::End => return,
        }
    }
}
