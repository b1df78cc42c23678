//! The trap `sleep-then-hope` (L11): half a second after `done`, the senders should have finished.
//!
//! ```text
//!    receiver                      sender
//! 1                                makes a message
//! 2  time is over: closes done
//! 3  sleeps 500 ms
//! 4  returns
//! 5                                is still at it
//! ```

use crate::books::{Books, Outlet};
use crate::done::receive_until;
use crate::join::send;
use crate::senders::start;
use crate::source::{Source, Stop};
use crate::sync::channel::bounded;
use crate::sync::thread::sleep;
use crate::sync::time::Duration;
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
    // Closing reaches every sender, however many there are, and waits for none.
    drop(done);
    // TRAP: hopes that this is long enough, and joins nobody.
    sleep(Duration::from_millis(500));
    started
}
