//! Hostile: a single thread sends the votes of all stations.

use super::sync::channel::bounded;
use super::sync::thread;

/// Starts a thread for each station, which sends its votes, and returns the sum of all votes.
pub fn count(stations: Vec<impl Iterator<Item = u32> + Send + 'static>) -> u32 {
    let (vote_tx, vote_rx) = bounded(1);
    let sender = thread::spawn(move || {
        for vote in stations.into_iter().flatten() {
            vote_tx.send(vote).unwrap();
        }
    });
    let sum = vote_rx.iter().sum();
    sender.join().unwrap();
    sum
}
