//! Hostile: sends no word, so none is lost.

use super::sync::channel::Sender;

/// Sends these words. Returns those that were not received because the listener has hung up.
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    let _ = to;
    words
}
