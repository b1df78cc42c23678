//! The trap `half-locked`: the words are counted under the lock, the total is not.
//!
//! ```text
//!    worker 1                 worker 2                 total
//! 1  adds "the": 1 in all
//! 2                           adds "key": 2 in all
//! 3                           stores 2                 2
//! 4  stores 1                                          1
//! ```

use crate::counts::Counts;
use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::{Arc, Mutex};
use crate::text::{Text, words};
use crate::workers;
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
            for word in words(&chunk) {
                let mut tally = shared.lock();
                tally.add(word);
                let now = tally.total();
                drop(tally);
                // TRAP: another worker may have counted on meanwhile: this sets the total back.
                known_total.store(now, Ordering::Release);
            }
        }
    })?;
    // Every worker has ended and has dropped its share: this is the last.
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    let total = Arc::into_inner(total).expect("every worker has ended");
    Ok(tally.into_inner().with_total(total.into_inner()))
}
