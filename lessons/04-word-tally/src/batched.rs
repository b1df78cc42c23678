//! Batched: each worker counts a chunk by itself, and acquires the lock once for each chunk.

use crate::batch::Batch;
use crate::counts::Counts;
use crate::sync::{Arc, Mutex};
use crate::text::{Text, words};
use crate::workers;
use std::io;

/// Counts the words of all texts, each in a thread of its own.
///
/// # Errors
/// A thread could not be started.
// ANCHOR: tally
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let tally = Arc::new(Mutex::new(Counts::default()));
    let shared = tally.clone();
    workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            let batch = Batch::of(words(&chunk));
            shared.lock().absorb(&batch);
        }
    })?;
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    Ok(tally.into_inner())
}
// ANCHOR_END: tally
