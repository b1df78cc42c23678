//! The trap `sleep-then-hope` (L11): it assumes that senders have ended half a second after `done`.
//!
//! ```text
//!    receiver                      sender
//! 1                                makes a message
//! 2  the timer fires: closes done
//! 3  sleeps 500 ms
//! 4  returns
//! 5                                is still running
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
    // Closing `done` reaches every sender, however many there are, and never blocks.
    drop(done);
    // TRAP: assumes that half a second is long enough, and joins no thread.
    sleep(Duration::from_millis(500));
    started
}
