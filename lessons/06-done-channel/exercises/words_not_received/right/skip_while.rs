//! Right: skips while words are taken.

use super::sync::channel::Sender;
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    words
        .into_iter()
        .skip_while(|word| to.send(word).is_ok())
        .collect()
}
