//! Words are gathered until the typist is done or the time is over; but a typist who goes on typing
//! is never stopped. Mend `gather`: once `limit` has passed since its call, it takes one more word at
//! most, the one that came just then.

use super::sync::channel::{Receiver, after};
use super::sync::select;
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
        // TODO: when does the time begin? And of two that are ready, which one is taken?
        let time = after(limit);
        select! {
            recv(words) -> word => match word {
                Ok(word) => gathered.push(word),
                Err(_) => return (gathered, End::Done),
            },
            recv(time) -> _ => return (gathered, End::TimeIsUp),
        }
    }
}
