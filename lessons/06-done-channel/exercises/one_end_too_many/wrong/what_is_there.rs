//! Each station sends its votes over a channel, and `count` adds them up, but it never returns. Fix it, so that
//! it returns once every station is done, however many votes each of them has.

use super::sync::channel::bounded;
use super::sync::thread;

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
    // Takes what lies there now; that is not all that comes.
    let mut sum = 0;
    for vote in vote_rx.try_iter() {
        sum += vote;
    }
    drop(vote_rx);
    for station in started {
        station.join().unwrap();
    }
    sum
}
