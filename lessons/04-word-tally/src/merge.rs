//! Merge: each worker has a tally of its own, and main merges them after the join. There is no lock.

use crate::counts::Counts;
use crate::text::{Text, words};
use crate::workers;
use std::io;

/// Counts the words of all texts, each in a thread of its own.
///
/// # Errors
/// A thread could not be started.
// ANCHOR: tally
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let tallies = workers::each(texts, |_, mut text: T| {
        let mut tally = Counts::default();
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            for word in words(&chunk) {
                tally.add(word);
            }
        }
        tally
    })?;
    let mut whole = Counts::default();
    for tally in tallies {
        whole.merge(tally);
    }
    Ok(whole)
}
// ANCHOR_END: tally
