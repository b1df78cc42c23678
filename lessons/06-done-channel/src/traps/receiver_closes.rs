//! The trap `receiver-closes` (L9): the receiver closes the channel, which the sender does not expect.
//!
//! In Go a send on a closed channel panics. In Rust it returns an error, and the `unwrap` panics:
//!
//! ```text
//!    receiver                      sender
//! 1                                sends "hello", blocks
//! 2  receives "hello"
//! 3  the timer fires: closes msg
//! 4                                sends "hello": panics
//! ```

use crate::books::{Books, Event, Outlet};
use crate::done::receive_until;
use crate::senders::{Sending, join, start};
use crate::source::{Next, Source, Stop};
use crate::sync::Parker;
use crate::sync::channel::bounded;
use std::io;

/// What [`drop`](crate::drop::run) does, except for the lines marked `TRAP:`.
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

fn send<S: Source, B: Books>(mut sender: Sending<S, B, Parker>) {
    let bell = &sender.signal;
    loop {
        match sender.source.next() {
            Next::Message(message) => {
                sender.books.note(Event::Sent);
                // TRAP: assumes that the receiver never hangs up.
                sender.msg.tx.send(message).unwrap();
            }
            Next::Wait(pause) => bell.park_timeout(pause),
            Next::End => return,
        }
    }
}
