//! The trap `half-locked`: the words are counted under the lock; the total beside them is not.
//!
//! That the total is atomic mends no more than the data race: reading it and writing it are two
//! steps, and nothing says that the one sees what another worker has written.
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
            // To find the words and to hash them takes no lock: it is done before.
            let ready = list(words(&chunk));
            for word in ready {
                shared.lock().add(word);
                // TRAP: the total belongs to the words, and their lock is free again.
                let seen = known_total.load(Ordering::Acquire);
                known_total.store(seen + 1, Ordering::Release);
            }
        }
    })?;
    // Every worker has ended and has dropped its share: this is the last.
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    let total = Arc::into_inner(total).expect("every worker has ended");
    Ok(tally.into_inner().with_total(total.into_inner()))
}
