//! Refused: the total is a plain number that all workers change.

use std::sync::Mutex;
use std::thread;

fn main() {
    let tally = Mutex::new(vec![]);
    let mut total = 0;
    thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(|| {
                tally.lock().unwrap().push("the");
                total += 1;
            });
        }
    });
    println!("{total}");
}
