//! Hostile: gives a word up after a second, though a thread listens.

use super::sync::channel::Sender;
use super::sync::time::Duration;

/// Sends these words. Returns those that were not received because the listener has hung up.
pub fn say(words: Vec<&'static str>, to: &Sender<&'static str>) -> Vec<&'static str> {
    let second = Duration::from_secs(1);
    let said = |word: &&'static str| to.send_timeout(word, second).is_ok();
    words.into_iter().skip_while(said).collect()
}
