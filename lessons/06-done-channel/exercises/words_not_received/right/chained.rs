//! Right: what was handed back, and then the rest.

use super::sync::channel::{SendError, Sender};
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if let Err(SendError(back)) = to.send(word) {
            return std::iter::once(back).chain(words).collect();
        }
    }
    Vec::new()
}
