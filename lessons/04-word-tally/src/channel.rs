//! A channel: the workers read and send what they read to the one owner of the tally.

use crate::counts::Counts;
use crate::sync::channel::bounded;
use crate::sync::thread::Builder;
use crate::text::{Text, words};
use crate::workers;
use std::io;
use std::panic::resume_unwind;

/// Chunks that may wait for the owner: beyond that, the workers wait.
const CAPACITY: usize = 8;

// ANCHOR: tally
/// Counts the words of all texts, each read in a thread of its own.
///
/// # Errors
/// A thread could not be started.
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let (chunk_tx, chunk_rx) = bounded::<String>(CAPACITY);
    let owner = Builder::new().name("owner".into()).spawn(move || {
        let mut tally = Counts::default();
        for chunk in chunk_rx {
            for word in words(&chunk) {
                tally.add(word);
            }
        }
        tally
    })?;
    // The workers hold every sender: when the last of them ends, so does the owner.
    let read = workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            let chunk = std::mem::take(&mut chunk);
            // An owner that has panicked is found out when it is joined.
            let Ok(()) = chunk_tx.send(chunk) else { break };
        }
    });
    // Its panic goes on here.
    let tally = owner.join().unwrap_or_else(|panic| resume_unwind(panic));
    read.map(|_| tally)
}
// ANCHOR_END: tally
