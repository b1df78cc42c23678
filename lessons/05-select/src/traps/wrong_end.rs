//! The trap `wrong-end`: receives from the end that sends. The compiler refuses this file; it is
//! part of no program.

use crate::sync::channel::{SendError, Sender};

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
// TRAP: a sender is the end that sends.
pub fn receive_all<T>(from: &Sender<T>) -> Vec<T> {
    let mut messages = vec![];
    while let Ok(message) = from.recv() {
        messages.push(message);
    }
    messages
}
