//! Hostile: looks for a quit before each word, and hears none while it waits for a word.

use super::sync::channel::Receiver;

/// Receives words until there are no more, or until a message arrives on `quit`.
pub fn gather(words: Receiver<&'static str>, quit: Receiver<()>) -> Vec<&'static str> {
    let mut gathered = vec![];
    while quit.try_recv().is_err() {
        match words.recv() {
            Ok(word) => gathered.push(word),
            Err(_) => break,
        }
    }
    gathered
}
