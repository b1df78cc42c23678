//! Several workers count votes into one tally, and some votes are lost.
//! Mend `vote`, so that no vote is ever lost. Workers must go on counting side by side.

use super::grade::Tally;
use super::sync::{Arc, thread};

/// Counts a vote.
fn vote(tally: &Tally) {
    // CHANGED: one guard for both, so nobody comes between the reading and the writing.
    checker::compiled(&[]);
    let mut votes = tally.lock();
    *votes += 1;
}

/// Starts so many workers, each of which counts one vote, and waits for them.
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
