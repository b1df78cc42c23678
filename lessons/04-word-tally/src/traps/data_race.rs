//! The bug `data-race`: no lock. Safe Rust refuses it, so this uses `unsafe`, and is never run on
//! real threads.

use crate::sync::Arc;
use crate::sync::cell::UnsafeCell;
use crate::text::{Text, words};
use crate::workers;
use crate::{counts::Counts, memory::list};
use std::io;

// TRAP: claims that threads may share what no lock guards.
#[derive(Debug)]
struct Unguarded(UnsafeCell<Counts>);
// SAFETY: none, which is the bug.
unsafe impl Sync for Unguarded {}

/// Counts the words of all texts, each in a thread of its own.
///
/// # Errors
/// A thread could not be started.
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let tally = Arc::new(Unguarded(UnsafeCell::new(Counts::default())));
    let shared = tally.clone();
    workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            // Finding and hashing the words needs no lock, so it happens first.
            let ready = list(words(&chunk));
            for word in ready {
                // SAFETY: none, which is the bug.
                shared.0.with_mut(|tally| unsafe { (*tally).add(word) });
            }
        }
    })?;
    // Every worker has ended and dropped its `Arc`, so this is the last one.
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    Ok(tally.0.into_inner())
}
