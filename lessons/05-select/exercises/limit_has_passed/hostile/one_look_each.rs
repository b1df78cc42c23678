//! Hostile: takes what lies there, and never waits for the typist or the time.

use super::sync::channel::Receiver;
use super::sync::time::Duration;

/// Why `gather` returned.
#[derive(Debug)]
pub enum End {
    /// The typist is done.
    Done,
    /// The limit has passed.
    Expired,
}

/// Receives words until there are no more or `limit` has passed. Returns every word that it received, and
/// why it returned.
pub fn gather(words: &Receiver<&'static str>, limit: Duration) -> (Vec<&'static str>, End) {
    let _ = limit;
    (words.try_iter().collect(), End::Expired)
}
