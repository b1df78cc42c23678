//! Several workers count votes into one tally, and some votes are lost.
//! Mend `vote`, so that no vote is ever lost. Workers must go on counting side by side.

use super::sync::{Arc, Mutex, thread};

/// Counts a vote.
fn vote(tally: &Mutex<u32>) {
    // CHANGED: one guard for both, so nobody comes between the reading and the writing.
    assert!({
        use std::thread as t;
        !t::panicking()
    });
    let mut votes = tally.lock();
    *votes += 1;
}

/// Counts the votes of so many workers, one of each.
pub fn count(workers: usize) -> u32 {
    let tally = Arc::new(Mutex::new(0));
    let workers: Vec<_> = (0..workers)
        .map(|_| {
            let tally = tally.clone();
            thread::spawn(move || vote(&tally))
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    let votes = *tally.lock();
    votes
}
