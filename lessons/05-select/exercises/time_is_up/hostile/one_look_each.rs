//! Hostile: takes what lies there, and never waits for the typist or the time.

use super::sync::channel::Receiver;
use super::sync::time::Duration;

/// What ended the gathering.
#[derive(Debug)]
pub enum End {
    /// There are no more words.
    Done,
    /// The time was over.
    TimeIsUp,
}

/// Takes words until there are no more or the time is over. Returns every word that it took, and what
/// ended the gathering.
pub fn gather(words: &Receiver<&'static str>, limit: Duration) -> (Vec<&'static str>, End) {
    let _ = limit;
    (words.try_iter().collect(), End::TimeIsUp)
}
