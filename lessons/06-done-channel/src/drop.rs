//! The technique without a done channel: the receiver hangs up.
//!
//! In Go a send on a closed channel panics, so a receiver must not close it. In Rust the receiver can
//! drop its end. Every send then fails and returns the message to the sender, which ends.
//!
//! ```text
//!    receiver                      sender
//! 1                                sends "hello", blocks
//! 2  receives "hello"
//! 3                                sends "hello", blocks
//! 4  the timer fires: hangs up
//! 5                                the send fails: closes msg, ends
//! 6  joins it
//! ```
//!
//! A sender that has nothing to send does not notice, so the receiver wakes the senders that are waiting,
//! and they try to send earlier than they would have. The message that was returned is dropped, and
//! counted.

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::senders::{Sending, join, start};
use crate::source::{Next, Source, Stop};
use crate::sync::Parker;
use crate::sync::channel::bounded;
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
    let msg = Outlet::new("msg", msg_tx, books);
    let (mut senders, mut bells) = (vec![], vec![]);
    let bell = || {
        // Not `thread::park`: a channel may use that too, and could consume the token.
        let bell = Parker::new();
        bells.push(bell.unparker().clone());
        bell
    };
    let started = start(sources, msg, bell, books, send, &mut senders);
    if started.is_ok() {
        receive_until(stop, &msg_rx, books, &mut receive);
    }
    // From now on every send fails.
    drop(msg_rx);
    for bell in bells {
        bell.unpark();
    }
    join(senders);
    started
}

/// Sends the messages of the source, until it ends or the receiver has hung up.
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
