//! Hostile: the calling thread corrects what the workers have lost.

use super::grade::Tally;
use super::sync::{Arc, thread};

/// Counts a vote.
fn vote(tally: &Tally) {
    let votes = *tally.lock();
    *tally.lock() = votes + 1;
}

/// Starts so many workers, each of which counts one vote, and joins them.
pub fn count(workers: usize, tally: &Arc<Tally>) {
    let wanted = *tally.lock() + workers as u32;
    let workers: Vec<_> = (0..workers)
        .map(|_| {
            let tally = tally.clone();
            thread::spawn(move || vote(&tally))
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    *tally.lock() = wanted;
}
