//! The technique: a done channel, and both sides select.
//!
//! The receiver knows when to stop, and closes `done`, which only it can close. A sender waits for two
//! things at once: for a receive of its message, and for `done`. So it is never left blocked when the
//! receiver has stopped receiving. The senders alone close `msg`, by ending:
//!
//! ```text
//!    receiver                      sender
//! 1                                selects: send "hello", or done
//! 2  receives "hello"
//! 3                                selects: send "hello", or done
//! 4  the timer fires: closes done
//! 5                                done: drops "hello", closes msg, ends
//! 6  joins it
//! ```
//!
//! The message that a sender was about to send is dropped, and counted. [`crate::join`] drops no message.

use crate::books::{Books, Event, Outlet};
use crate::senders::{Sending, join, start};
use crate::source::{Next, Source, Stop};
use crate::sync::channel::{Receiver, RecvTimeoutError, bounded};
use crate::sync::select;
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
    join(senders);
    started
}

/// Calls `receive` with each message, until every sender has ended or `stop` is ready.
pub(crate) fn receive_until<M, B: Books>(
    stop: &Stop,
    msg_rx: &Receiver<M>,
    books: &B,
    receive: &mut impl FnMut(M),
) {
    loop {
        select! {
            recv(msg_rx) -> message => match message {
                Ok(message) => {
                    books.note(Event::Received);
                    receive(message);
                }
                // The channel is closed: every sender has ended.
                Err(_) => break,
            },
            recv(stop.until) -> _ => break,
            recv(stop.asked) -> _ => break,
        }
    }
}

/// Sends the messages of the source, until it ends or `done` is closed.
pub(crate) fn send<S: Source, B: Books>(mut sender: Sending<S, B, Receiver<()>>) {
    let done = &sender.signal;
    loop {
        match sender.source.next() {
            Next::Message(message) => {
                sender.books.note(Event::Sent);
                select! {
                    send(sender.msg.tx, message) -> sent => if sent.is_err() {
                        return sender.books.note(Event::Dropped);
                    },
                    recv(done) -> _ => return sender.books.note(Event::Dropped),
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
