//! The trap `receiver-closes` (L9): the receiver closes, and the sender does not expect it.
//!
//! In Go, sending on a closed channel panics. In Rust it is an error, and the `unwrap` panics:
//!
//! ```text
//!    receiver                      sender
//! 1                                sends "hello" ...
//! 2  takes "hello"
//! 3  time is over: closes msg
//! 4                                sends "hello": panics
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::senders::{Sending, join, start};
use crate::source::{Next, Source, Stop};
use crate::sync::Parker;
use crate::sync::channel::bounded;
use std::io;

/// What [`drop`](crate::drop::run) does, but for the line below.
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

fn send<S: Source, B: Books>(mut sender: Sending<S, B, Parker>) {
    let bell = &sender.signal;
    loop {
        match sender.source.next() {
            Next::Message(message) => {
                sender.books.note(Event::Sent);
                // TRAP: takes it for granted that somebody receives.
                sender.msg.tx.send(message).unwrap();
            }
            Next::Wait(pause) => bell.park_timeout(pause),
            Next::End => return,
        }
    }
}
