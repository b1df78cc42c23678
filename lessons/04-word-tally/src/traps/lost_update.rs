//! The bug `lost-update`: the lock is acquired twice for each word, and released in between.
//!
//! ```text
//!    worker 1            worker 2            tally
//! 1  reads 0                                 the: 0
//! 2                      reads 0             the: 0
//! 3                      writes 1            the: 1
//! 4  writes 1                                the: 1
//! ```

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
    let shared = tally.clone();
    workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            // Finding and hashing the words needs no lock, so it happens first.
            let ready = list(words(&chunk));
            for word in ready {
                // TRAP: between these lines the lock is free, and `seen` may become out of date.
                let seen = shared.lock().get(word);
                shared.lock().set(word, seen + 1);
            }
        }
    })?;
    // Every worker has ended and dropped its `Arc`, so this is the last one.
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    Ok(tally.into_inner())
}
