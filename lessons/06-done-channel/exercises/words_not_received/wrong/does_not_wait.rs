//! A speaker sends its words to a listener, which may hang up at any moment. Complete `say`: it returns the
//! words that were not received, in order.

use super::sync::channel::Sender;

/// Sends these words. Returns those that were not received because the listener has hung up.
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    let said = |word: &&'static str| to.try_send(word).is_ok();
    words.into_iter().skip_while(said).collect()
}
