//! The trap `wrong-end`: it receives from the sending end. The compiler refuses this file, so it is
//! part of no program.

use crate::sync::channel::{SendError, Sender};

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
// TRAP: a `Sender` is the sending end and cannot receive.
pub fn receive_all<T>(from: &Sender<T>) -> Vec<T> {
    let mut messages = vec![];
    while let Ok(message) = from.recv() {
        messages.push(message);
    }
    messages
}
