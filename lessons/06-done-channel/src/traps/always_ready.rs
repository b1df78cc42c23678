//! The trap `always-ready` (L10): the loop does not check whether the channel is closed.
//!
//! A closed channel is always ready, and each receive from it returns an error at once:
//!
//! ```text
//!    receiver                      sender
//! 1                                sends "hello", blocks
//! 2  receives "hello"
//! 3                                closes msg, ends
//! 4  takes the error for ""
//! 5  takes the error for "", and so on until the timer fires
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::send;
use crate::senders::{join, start};
use crate::source::{Source, Stop};
use crate::sync::channel::{Receiver, bounded};
use crate::sync::select;
use std::io;

/// What [`done`](crate::done::run) does, except for the lines marked `TRAP:`.
///
/// # Errors
/// Returns an error if a thread cannot be started.
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
    if started.is_ok() {
        receive_until(stop, &msg_rx, books, &mut receive);
    }
    // Closing `done` reaches every sender, however many there are, and never blocks.
    drop(done);
    join(senders);
    started
}

fn receive_until<M: Default, B: Books>(
    stop: &Stop,
    msg_rx: &Receiver<M>,
    books: &B,
    receive: &mut impl FnMut(M),
) {
    loop {
        select! {
            recv(msg_rx) -> message => {
                // TRAP: turns the error into an empty message, as Go does without the second result.
                let message = message.unwrap_or_default();
                books.note(Event::Received);
                receive(message);
            },
            recv(stop.until) -> _ => break,
            recv(stop.asked) -> _ => break,
        }
    }
}
