//! The pitfall `guard-across-io`: the guard is held while the next chunk is read. The tally is
//! correct, but the workers run one at a time, which a benchmark shows and no model can.

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
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let tally = Arc::new(Mutex::new(Counts::default()));
    let shared = tally.clone();
    workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        // TRAP: held to the end, even while this worker waits for its disk.
        let mut tally = shared.lock();
        while text.next(&mut chunk) {
            let batch = Batch::of(words(&chunk));
            tally.absorb(&batch);
        }
    })?;
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    Ok(tally.into_inner())
}
