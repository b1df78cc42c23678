//! A first version: the copier sends its result over a channel, and the foreground waits for it with
//! `recv_timeout`.
//!
//! Unlike a sleep, this ends as soon as the input does. What it gets wrong is the timeout:
//!
//! ```text
//!    copier                        foreground
//! 1  reads "ab"
//! 2                                timeout: returns, and the closing message is printed
//! 3  writes "ab"                   or the process ends first, and "ab" is lost
//! ```
//!
//! # Examples
//! ```
//! use lesson_01::{echoed::Ending, first_try};
//! use std::time::Duration;
//!
//! let (ending, copier) = first_try::echo(&b"hello"[..], std::io::sink(), Duration::from_secs(30))?;
//! assert_eq!(ending, Ending::CopierEnded);
//! copier.join().expect("it did not panic");
//! # std::io::Result::Ok(())
//! ```

use crate::echoed::Ending;
use crate::sync::mpsc::{RecvTimeoutError, channel};
use crate::sync::thread::{JoinHandle, spawn};
use crate::sync::time::Duration;
use std::io::{self, Read, Write};

// ANCHOR: echo
/// Echoes until the input ends or the time runs out. Returns which of them happened, and the copier.
///
/// # Errors
/// Returns an error if reading or writing failed before the time ran out.
pub fn echo<R, W>(mut from: R, mut to: W, time: Duration) -> io::Result<(Ending, JoinHandle<()>)>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    let (result_tx, result_rx) = channel();
    let copier = spawn(move || {
        let copied = io::copy(&mut from, &mut to);
        // If the foreground has stopped waiting, the channel is closed, and the result is lost.
        let _ = result_tx.send(copied);
    });
    match result_rx.recv_timeout(time) {
        Ok(copied) => copied.map(|_| (Ending::CopierEnded, copier)),
        // The sender was dropped without a result: the copier panicked.
        Err(RecvTimeoutError::Disconnected) => Ok((Ending::CopierEnded, copier)),
        Err(RecvTimeoutError::Timeout) => Ok((Ending::TimedOut, copier)),
    }
}
// ANCHOR_END: echo
