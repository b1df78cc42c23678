//! A send and a receive that let others run before they wait.
//!
//! A sender that waits for room is woken by the first message that is taken. It sends one, finds the
//! channel full again, and waits again: two switches of threads for each message, and to wake a core
//! that has gone to sleep takes longer than a hundred messages. If it gives up the core for a while
//! first, the receiver takes all that is there meanwhile.
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

use crate::sync::channel::{Receiver, RecvError, SendError, Sender, TryRecvError, TrySendError};
use crate::sync::thread::yield_now;

/// How often it gives up the core: together, about what it takes to wake another. On a busy machine
/// each may take long, but then somebody else has run, and mostly it was who was waited for.
const TRIES: usize = 100;

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

/// Receives, waiting for a message.
///
/// # Errors
/// All senders are gone, and there is no message left.
pub fn recv<T>(from: &Receiver<T>) -> Result<T, RecvError> {
    for _ in 0..TRIES {
        match from.try_recv() {
            Ok(message) => return Ok(message),
            Err(TryRecvError::Disconnected) => return Err(RecvError),
            Err(TryRecvError::Empty) => yield_now(),
        }
    }
    from.recv()
}
