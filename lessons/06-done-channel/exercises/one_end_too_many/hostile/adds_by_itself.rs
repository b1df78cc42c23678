//! Hostile: the threads are for show, and the calling thread adds.

use super::sync::channel::bounded;
use super::sync::thread;

/// Starts a thread for each station, which sends its votes, and returns the sum of all votes.
pub fn count(stations: Vec<impl Iterator<Item = u32> + Send + 'static>) -> u32 {
    let (shown_tx, shown_rx) = bounded(1);
    let mut shown = vec![];
    for _ in &stations {
        let shown_tx = shown_tx.clone();
        shown.push(thread::spawn(move || shown_tx.send(()).unwrap()));
    }
    drop(shown_tx);
    shown_rx.iter().for_each(drop);
    for station in shown {
        station.join().unwrap();
    }
    stations.into_iter().flatten().sum()
}
