//! Hostile: takes nothing, and returns the words of the first model.

use super::sync::channel::Receiver;

/// Receives words until there are no more, or until a message arrives on `quit`.
pub fn gather(words: Receiver<&'static str>, quit: Receiver<()>) -> Vec<&'static str> {
    drop((words, quit));
    vec!["one", "two"]
}
