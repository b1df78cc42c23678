//! Hostile: the first worker counts all votes, and the others only lock.

use super::grade::Tally;
use super::sync::{Arc, thread};

/// Starts so many workers, each of which counts one vote, and joins them.
pub fn count(workers: usize, tally: &Arc<Tally>) {
    let started: Vec<_> = (0..workers)
        .map(|worker| {
            let tally = tally.clone();
            thread::spawn(move || {
                let votes = if worker == 0 { workers as u32 } else { 0 };
                *tally.lock() += votes;
            })
        })
        .collect();
    for worker in started {
        worker.join().unwrap();
    }
}
