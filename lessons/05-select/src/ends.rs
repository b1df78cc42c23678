//! The two ends of a channel have two types, so a function can do with an end only what its type allows.
//!
//! Go writes `chan<- T` and `<-chan T`, and its compiler refuses the wrong end. In Rust each end is a
//! separate type from the start:
//!
//! ```compile_fail,E0599
//! use lesson_05::sync::channel::Sender;
//!
//! fn receive_all<T>(from: &Sender<T>) -> Vec<T> {
//!     let mut messages = vec![];
//!     while let Ok(message) = from.recv() {
//!         messages.push(message);
//!     }
//!     messages
//! }
//! ```
//!
//! # Examples
//! ```
//! use lesson_05::ends::{receive_all, send_all};
//! use lesson_05::sync::{channel::bounded, thread};
//!
//! let (sender, receiver) = bounded(1);
//! let producer = thread::spawn(move || send_all([1, 2, 3], &sender));
//! assert_eq!(receive_all(&receiver), [1, 2, 3]);
//! producer.join().unwrap().unwrap();
//! ```

use crate::sync::channel::{Receiver, SendError, Sender};

/// Sends all messages in order.
///
/// # Errors
/// Returns the message that could not be sent, if all receivers have been dropped.
pub fn send_all<T>(
    messages: impl IntoIterator<Item = T>,
    to: &Sender<T>,
) -> Result<(), SendError<T>> {
    for message in messages {
        to.send(message)?;
    }
    Ok(())
}

/// Receives until all senders have been dropped.
pub fn receive_all<T>(from: &Receiver<T>) -> Vec<T> {
    let mut messages = vec![];
    while let Ok(message) = from.recv() {
        messages.push(message);
    }
    messages
}
