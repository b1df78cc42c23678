//! Each station sends its votes over a channel, and `count` adds them up, but it never returns. Fix it, so that
//! it returns once every station is done, however many votes each of them has.

use super::sync::channel::unbounded;
use super::sync::thread;

/// Starts a thread for each station, which sends its votes, and returns the sum of all votes.
pub fn count(stations: Vec<impl Iterator<Item = u32> + Send + 'static>) -> u32 {
    let (vote_tx, vote_rx) = unbounded();
    for votes in stations {
        let vote_tx = vote_tx.clone();
        let station = thread::spawn(move || {
            for vote in votes {
                vote_tx.send(vote).unwrap();
            }
        });
        station.join().unwrap();
    }
    drop(vote_tx);
    let mut sum = 0;
    for vote in &vote_rx {
        sum += vote;
    }
    sum
}
