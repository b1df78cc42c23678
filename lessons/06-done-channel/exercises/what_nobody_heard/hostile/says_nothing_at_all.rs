//! Hostile: sends no word, so none is lost.

use super::sync::channel::Sender;

/// Sends these words. Returns those that were not taken, since nobody listens any more.
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    let _ = to;
    words
}
