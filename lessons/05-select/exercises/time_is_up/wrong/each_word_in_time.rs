//! Words are gathered until the typist is done or the time is over; but a typist who goes on typing
//! is never stopped. Mend `gather`: once `limit` has passed since its call, it takes one more word at
//! most, the one that came just then.

use super::sync::channel::{Receiver, RecvTimeoutError};
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
    let mut gathered = vec![];
    loop {
        match words.recv_timeout(limit) {
            Ok(word) => gathered.push(word),
            Err(RecvTimeoutError::Disconnected) => return (gathered, End::Done),
            Err(RecvTimeoutError::Timeout) => return (gathered, End::TimeIsUp),
        }
    }
}
