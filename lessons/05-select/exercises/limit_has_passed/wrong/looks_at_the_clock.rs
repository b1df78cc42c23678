//! `gather` collects words until the typist is done or the time has run out. But a typist that keeps typing is
//! never stopped. Fix `gather`: once `limit` has passed since the call, it receives at most one more word,
//! which arrived at that very moment.

use super::sync::channel::Receiver;
use super::sync::time::{Duration, Instant};

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
    let begun = Instant::now();
    let mut gathered = vec![];
    loop {
        // Only one late word is taken; but while no word arrives, `gather` does not check the clock.
        match words.recv() {
            Ok(word) => gathered.push(word),
            Err(_) => return (gathered, End::Done),
        }
        if begun.elapsed() >= limit {
            return (gathered, End::Expired);
        }
    }
}
