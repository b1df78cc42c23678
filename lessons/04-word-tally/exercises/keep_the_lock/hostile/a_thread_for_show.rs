//! Hostile: lets workers count one after the other, and makes schedules differ by a thread that does nothing.

use super::grade::Tally;
use super::sync::{Arc, Mutex, thread};
fn vote(tally: &Tally) {
    let votes = *tally.lock();
    *tally.lock() = votes + 1;
}
pub fn count(workers: usize, tally: &Arc<Tally>) {
    let decoy = Arc::new(Mutex::new(0));
    let theirs = decoy.clone();
    let other = thread::spawn(move || *theirs.lock() += 1);
    *decoy.lock() += 1;
    for _ in 0..workers {
        let tally = tally.clone();
        thread::spawn(move || vote(&tally)).join().unwrap();
    }
    other.join().unwrap();
}
