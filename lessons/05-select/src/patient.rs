//! A send and a receive that yield for a while before they block.
//!
//! A sender that is blocked on a full channel is woken by the first message that is received. It sends
//! one message, finds the channel full again, and blocks again. That costs two context switches per
//! message, and waking a core that has gone to sleep takes longer than sending a hundred messages. If the
//! sender yields a few times first, the receiver drains the whole channel meanwhile.
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

/// How often it yields: together, about as long as waking another core takes. On a busy machine one yield
/// may take long, but then another thread has run, which was usually the one it was waiting for.
const TRIES: usize = 100;

/// Sends a message, blocking until the channel has a free slot or a receiver that is waiting.
///
/// # Errors
/// Returns the message if all receivers have been dropped.
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

/// Receives a message, blocking until there is one.
///
/// # Errors
/// Returns an error if all senders have been dropped and no message is left.
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
