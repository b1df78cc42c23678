//! The technique where nothing may be lost: ask to stop, receive to the end, join.
//!
//! A sender looks at `done` before it makes its next message, and what it has made it sends. The
//! receiver closes `done`, and goes on receiving until the senders, who alone can, have closed
//! `msg`. So a sender that was about to send finds a receiver, and nobody waits in vain:
//!
//! ```text
//!    receiver                      sender
//! 1                                looks at done: not yet
//! 2  time is over: closes done
//! 3                                sends "hello" ...
//! 4  takes "hello"
//! 5                                looks at done: closes msg, ends
//! 6  msg is closed: joins it
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::senders::{Sending, join, start};
use crate::source::{Next, Source, Stop};
use crate::sync::channel::{Receiver, RecvTimeoutError, TryRecvError, bounded};
use std::io;

/// Starts a sender for each source, and hands what they send to `receive`, until all of them have
/// ended by themselves or `stop` says so. When it returns, all of them have ended.
///
/// # Errors
/// A thread could not be started; those that were have ended.
///
/// # Panics
/// If a source did, once all have ended.
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
    // Closing reaches every sender, however many there are, and waits for none.
    drop(done);
    // A sender may be about to send: somebody has to receive until the last has closed `msg`.
    for message in &msg_rx {
        books.note(Event::Received);
        receive(message);
    }
    join(senders);
    started
}

/// Looks at `done` before each message: what is made is sent.
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
