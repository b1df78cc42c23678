//! `gather` collects words until the typist is done or the time has run out. But a typist that keeps typing is
//! never stopped. Fix `gather`: once `limit` has passed since the call, it receives at most one more word,
//! which arrived at that very moment.

use super::sync::channel::{Receiver, after};
use super::sync::select;
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
    let mut gathered = vec![];
    loop {
        // TODO: when does the timer start? And which arm is taken if both are ready?
        let time = after(limit);
        select! {
            recv(words) -> word => match word {
                Ok(word) => gathered.push(word),
                Err(_) => return (gathered, End::Done),
            },
            recv(time) -> _ => return (gathered, End::Expired),
        }
    }
}
