//! The trap `data-race`: no lock. Safe Rust refuses it; this forces it through, and is never run
//! on real threads.

use crate::sync::Arc;
use crate::sync::cell::UnsafeCell;
use crate::text::{Text, words};
use crate::workers;
use crate::{counts::Counts, memory::list};
use std::io;

// TRAP: says that threads may share what nothing guards.
#[derive(Debug)]
struct Unguarded(UnsafeCell<Counts>);
// SAFETY: none; that is the point.
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
            // To find the words and to hash them takes no lock: it is done before.
            let ready = list(words(&chunk));
            for word in ready {
                // SAFETY: none; that is the point.
                shared.0.with_mut(|tally| unsafe { (*tally).add(word) });
            }
        }
    })?;
    // Every worker has ended and has dropped its share: this is the last.
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    Ok(tally.0.into_inner())
}
