//! Hostile: takes all that is typed, and cuts the late words out of the list.

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
    let time = after(limit);
    let mut end = End::Done;
    loop {
        select! {
            recv(words) -> word => match word {
                Ok(word) => gathered.push(word),
                Err(_) => break,
            },
            recv(time) -> _ => end = End::TimeIsUp,
        }
    }
    gathered.truncate(2);
    if gathered.len() > 1 {
        end = End::TimeIsUp;
    }
    (gathered, end)
}
