//! The technique without a done channel: the receiver hangs up.
//!
//! In Go, sending on a closed channel panics, so a receiver must not close it. In Rust the receiver
//! can drop its end: sending then fails, and hands the message back to the sender, who ends.
//!
//! ```text
//!    receiver                      sender
//! 1                                sends "hello" ...
//! 2  takes "hello"
//! 3                                sends "hello" ...
//! 4  time is over: hangs up
//! 5                                gets "hello" back: closes msg, ends
//! 6  joins it
//! ```
//!
//! A sender that has nothing to send does not hear it: so the receiver wakes those who wait, and
//! they try to send, earlier than they would have. The message that came back is dropped, and
//! counted.

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::senders::{Sending, join, start};
use crate::source::{Next, Source, Stop};
use crate::sync::Parker;
use crate::sync::channel::bounded;
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
    let msg = Outlet::new("msg", msg_tx, books);
    let (mut senders, mut bells) = (vec![], vec![]);
    let bell = || {
        // Not the thread's own `park`: a channel may use that too, and take the ring for its own.
        let bell = Parker::new();
        bells.push(bell.unparker().clone());
        bell
    };
    let started = start(sources, msg, bell, books, send, &mut senders);
    if started.is_ok() {
        receive_until(stop, &msg_rx, books, &mut receive);
    }
    // From now on sending fails.
    drop(msg_rx);
    for bell in bells {
        bell.unpark();
    }
    join(senders);
    started
}

/// Sends what the source has, until it ends or nobody receives any more.
fn send<S: Source, B: Books>(mut sender: Sending<S, B, Parker>) {
    let bell = &sender.signal;
    loop {
        match sender.source.next() {
            Next::Message(message) => {
                sender.books.note(Event::Sent);
                if sender.msg.tx.send(message).is_err() {
                    return sender.books.note(Event::Dropped);
                }
            }
            Next::Wait(pause) => bell.park_timeout(pause),
            Next::End => return,
        }
    }
}
