//! Two ends of a channel, two types: whoever is given one can do nothing else with it.
//!
//! Go writes `chan<- T` and `<-chan T`, and the compiler refuses the wrong end; here each end is a
//! type of its own from the start:
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
/// All receivers are gone; the message that nobody took comes back.
pub fn send_all<T>(
    messages: impl IntoIterator<Item = T>,
    to: &Sender<T>,
) -> Result<(), SendError<T>> {
    for message in messages {
        to.send(message)?;
    }
    Ok(())
}

/// Receives until all senders are gone.
pub fn receive_all<T>(from: &Receiver<T>) -> Vec<T> {
    let mut messages = vec![];
    while let Ok(message) = from.recv() {
        messages.push(message);
    }
    messages
}
