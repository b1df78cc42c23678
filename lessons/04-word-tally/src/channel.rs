//! A channel: the workers send what they read to the one thread that owns the tally.

use crate::counts::Counts;
use crate::sync::channel::bounded;
use crate::sync::thread::Builder;
use crate::text::{Text, words};
use crate::workers;
use std::io;
use std::panic::resume_unwind;

/// Chunks that may wait for the owner. When the channel is full, the workers block.
const CAPACITY: usize = 8;

/// Counts the words of all texts, each read in a thread of its own.
///
/// # Errors
/// A thread could not be started.
// ANCHOR: tally
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
    // The workers hold all senders, so the owner's loop ends once the last worker has.
    let read = workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            let chunk = std::mem::take(&mut chunk);
            // `send` fails if the owner has panicked, which the join below reports.
            let Ok(()) = chunk_tx.send(chunk) else { break };
        }
    });
    // A panic of the owner continues here.
    let tally = owner.join().unwrap_or_else(|panic| resume_unwind(panic));
    read.map(|_| tally)
}
// ANCHOR_END: tally
