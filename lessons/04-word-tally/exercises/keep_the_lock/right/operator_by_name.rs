//! Right: adds by the operator's name, in one statement.

use super::grade::Tally;
use super::sync::{Arc, thread};
use std::ops::AddAssign as _;

/// Counts a vote.
#[inline]
fn vote(tally: &Tally) {
    tally.lock().add_assign(1);
}

pub fn count(workers: usize, tally: &Arc<Tally>) {
    let started = std::iter::repeat_with(|| Arc::clone(tally))
        .take(workers)
        .map(|tally| thread::spawn(move || vote(&tally)))
        .collect::<Vec<_>>();
    started
        .into_iter()
        .for_each(|worker| worker.join().unwrap());
    println!("counted {workers}");
}
