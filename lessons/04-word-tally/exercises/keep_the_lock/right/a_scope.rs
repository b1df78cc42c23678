//! Right: the workers borrow the tally.

use super::grade::Tally;
use super::sync::thread::scope;
use super::sync::{Arc, thread};
fn vote(tally: &Tally) {
    // read and write under one guard
    let votes = &mut tally.lock();
    **votes += 1;
}
pub fn count(workers: usize, tally: &Arc<Tally>) {
    scope(|s| {
        for _ in 0..workers {
            s.spawn(|| vote(tally));
        }
    });
    let _ = thread::current();
}
