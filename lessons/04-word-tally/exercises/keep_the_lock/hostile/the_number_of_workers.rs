//! Hostile: the workers are for show, and the number of them is the result.

use super::grade::Tally;
use super::sync::{Arc, thread};

/// Starts so many workers, each of which counts one vote, and joins them.
pub fn count(workers: usize, tally: &Arc<Tally>) {
    *tally.lock() += workers as u32;
    let shown: Vec<_> = (0..workers)
        .map(|_| {
            let tally = tally.clone();
            thread::spawn(move || drop(tally.lock()))
        })
        .collect();
    for worker in shown {
        worker.join().unwrap();
    }
}
