//! A speaker says its words to somebody who listens, and who may hang up at any moment. Complete
//! `say`: it returns the words that nobody took, in order.

use super::sync::channel::Sender;

/// Sends these words. Returns those that were not taken, since nobody listens any more.
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    let said = |word: &&'static str| to.try_send(word).is_ok();
    words.into_iter().skip_while(said).collect()
}
