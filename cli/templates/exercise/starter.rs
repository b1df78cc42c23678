//! Several threads add to one number, and an addition is lost.
//! NEW: the task: what is wrong here, and what has to be true of the answer.

use super::sync::{Arc, Mutex, thread};

/// Adds 1 in each of so many threads.
pub fn add(threads: usize, number: &Arc<Mutex<u32>>) {
    let threads: Vec<_> = (0..threads)
        .map(|_| {
            let number = number.clone();
            thread::spawn(move || {
                // TODO: another thread may add between these two lines.
                let seen = *number.lock();
                *number.lock() = seen + 1;
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
