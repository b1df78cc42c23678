//! A send that lets others run before it waits.
//!
//! A sender that waits for room is woken by the first message that is taken. It sends one, finds the
//! channel full again, and waits again: two switches of threads for each message. If it gives up
//! the core a few times first, the receiver takes all that is there meanwhile.
//!
//! # Examples
//! ```
//! use lesson_05::patient::send;
//! use lesson_05::sync::channel::bounded;
//!
//! let (sender, receiver) = bounded(1);
//! send(&sender, "hello").unwrap();
//! assert_eq!(receiver.recv(), Ok("hello"));
//! drop(receiver);
//! assert_eq!(send(&sender, "hello").unwrap_err().into_inner(), "hello");
//! ```

use crate::sync::channel::{SendError, Sender, TrySendError};
use crate::sync::thread::yield_now;

/// How often it gives up the core. More is no better, and on a busy machine each may take long.
const TRIES: usize = 3;

/// Sends, waiting for room or for a receiver.
///
/// # Errors
/// All receivers are gone; the message comes back.
pub fn send<T>(to: &Sender<T>, message: T) -> Result<(), SendError<T>> {
    let mut message = message;
    for _ in 0..TRIES {
        match to.try_send(message) {
            Ok(()) => return Ok(()),
            Err(TrySendError::Disconnected(back)) => return Err(SendError(back)),
            Err(TrySendError::Full(back)) => message = back,
        }
        yield_now();
    }
    to.send(message)
}
