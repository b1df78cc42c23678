//! A speaker says its words to somebody who listens, and who may hang up at any moment. Complete
//! `say`: it returns the words that nobody took, in order.

use super::sync::channel::Sender;

/// Sends these words. Returns those that were not taken, since nobody listens any more.
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    // TODO: what does a send return when the receiver is gone?
    todo!("say {words:?} over {to:?}")
}
