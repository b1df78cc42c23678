//! NEW: what the technique is for, in a sentence; it imports from `crate::sync` and from nowhere else.

use crate::sync::{Arc, Mutex, thread};

/// Counts so many threads, each of which adds 1.
pub fn count(threads: usize) -> usize {
    let counted = Arc::new(Mutex::new(0));
    let threads: Vec<_> = (0..threads)
        .map(|_| {
            let counted = counted.clone();
            thread::spawn(move || *counted.lock() += 1)
        })
        .collect();
    for thread in threads {
        thread.join().expect("it does not panic");
    }
    *counted.lock()
}
