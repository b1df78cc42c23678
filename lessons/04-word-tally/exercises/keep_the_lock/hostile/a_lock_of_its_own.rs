//! Hostile: holds a lock around the race that no other worker knows.

use super::grade::Tally;
use super::sync::{Arc, Mutex, thread};

/// Counts a vote.
fn vote(tally: &Tally) {
    let own = Mutex::new(());
    let _held = own.lock();
    let votes = *tally.lock();
    *tally.lock() = votes + 1;
}

/// Starts so many workers, each of which counts one vote, and joins them.
pub fn count(workers: usize, tally: &Arc<Tally>) {
    let workers: Vec<_> = (0..workers)
        .map(|_| {
            let tally = tally.clone();
            thread::spawn(move || vote(&tally))
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
}
