//! Hostile: takes one word, and says that the time is over.

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
    let gathered = words.recv().into_iter().collect();
    (gathered, End::TimeIsUp)
}
