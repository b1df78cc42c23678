//! A speaker says its words to somebody who listens, and who may hang up at any moment. Complete
//! `say`: it returns the words that nobody took, in order.

use super::sync::channel::{SendError, Sender};

/// Sends these words. Returns those that were not taken, since nobody listens any more.
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    // CHANGED: the word that was refused is in the error; the others follow it.
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if let Err(SendError(refused)) = to.send(word) {
            return [refused].into_iter().chain(words).collect();
        }
    }
    vec![]
}
