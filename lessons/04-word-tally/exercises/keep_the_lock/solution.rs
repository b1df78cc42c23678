//! Several workers count votes in one tally, and some votes are lost.
//! Fix `vote` so that no vote is ever lost, while the workers still run side by side.

use super::grade::Tally;
use super::sync::{Arc, thread};

/// Counts a vote.
fn vote(tally: &Tally) {
    // CHANGED: one guard for both, so no other worker can run between the read and the write.
    let mut votes = tally.lock();
    *votes += 1;
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
