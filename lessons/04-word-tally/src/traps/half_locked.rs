//! The bug `half-locked`: the words are counted under the lock; the total beside them is not.
//!
//! Making the total atomic removes the data race and nothing else: reading it and writing it are two
//! steps, and nothing orders one worker's read after another worker's write.
//!
//! ```text
//!    worker 1            worker 2            total
//! 1  counts "the"                            0
//! 2  reads 0             counts "the"        0
//! 3                      reads 0             0
//! 4                      writes 1            1
//! 5  writes 1                                1
//! ```

use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::{Arc, Mutex};
use crate::text::{Text, words};
use crate::workers;
use crate::{counts::Counts, memory::list};
use std::io;

/// Counts the words of all texts, each in a thread of its own.
///
/// # Errors
/// A thread could not be started.
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let tally = Arc::new(Mutex::new(Counts::default()));
    let total = Arc::new(AtomicU64::new(0));
    let (shared, known_total) = (tally.clone(), total.clone());
    workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            // Finding and hashing the words needs no lock, so it happens first.
            let ready = list(words(&chunk));
            for word in ready {
                shared.lock().add(word);
                // TRAP: the total belongs to the words, but their lock is released already.
                let seen = known_total.load(Ordering::Acquire);
                known_total.store(seen + 1, Ordering::Release);
            }
        }
    })?;
    // Every worker has ended and dropped its `Arc`, so this is the last one.
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    let total = Arc::into_inner(total).expect("every worker has ended");
    Ok(tally.into_inner().with_total(total.into_inner()))
}
