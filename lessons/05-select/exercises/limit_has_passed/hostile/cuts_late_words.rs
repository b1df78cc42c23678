//! Hostile: takes the late words too, and cuts them out of the list.

use super::sync::channel::{Receiver, after};
use super::sync::select_biased;
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
    let time = after(limit);
    let mut gathered = vec![];
    loop {
        select_biased! {
            recv(time) -> _ => {
                words.iter().for_each(drop);
                return (gathered, End::Expired);
            },
            recv(words) -> word => match word {
                Ok(word) => gathered.push(word),
                Err(_) => return (gathered, End::Done),
            },
        }
    }
}
