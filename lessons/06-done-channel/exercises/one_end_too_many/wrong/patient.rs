//! Each station sends its votes over a channel, and `count` adds them up, but it never returns. Fix it, so that
//! it returns once every station is done, however many votes each of them has.

use super::sync::channel::bounded;
use super::sync::thread;
use super::sync::time::Duration;

/// Starts a thread for each station, which sends its votes, and returns the sum of all votes.
pub fn count(stations: Vec<impl Iterator<Item = u32> + Send + 'static>) -> u32 {
    let (vote_tx, vote_rx) = bounded(1);
    let mut started = vec![];
    for votes in stations {
        let vote_tx = vote_tx.clone();
        started.push(thread::spawn(move || {
            for vote in votes {
                let _ = vote_tx.send(vote);
            }
        }));
    }
    // A station may be slow.
    let mut sum = 0;
    while let Ok(vote) = vote_rx.recv_timeout(Duration::from_secs(5)) {
        sum += vote;
    }
    drop(vote_rx);
    for station in started {
        station.join().unwrap();
    }
    sum
}
