//! Several threads add to one number, and an addition is lost.
//! NEW: the same task as in the starter.

use super::sync::{Arc, Mutex, thread};

/// Adds 1 in each of so many threads.
pub fn add(threads: usize, number: &Arc<Mutex<u32>>) {
    let threads: Vec<_> = (0..threads)
        .map(|_| {
            let number = number.clone();
            thread::spawn(move || {
                // CHANGED: the lock is held from the read to the write.
                *number.lock() += 1;
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
