//! The technique: one tally in one mutex, which every worker locks for each word.
//!
//! The mutex is the only way to the tally, and dropping the guard releases the lock. Once the workers
//! have been joined, main is the only owner and takes the tally out without locking:
//!
//! ```text
//!    worker 1            worker 2            main
//! 1  acquires the lock
//! 2  adds "the"          blocks              waits for worker 1
//! 3  releases it         acquires it
//! 4                      adds "the"
//! 5  ends                releases it         has joined worker 1
//! 6                      ends                has joined worker 2
//! 7                                          owns the tally
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
///
/// # Examples
/// ```
/// use lesson_04::{mutex::tally, text::Text, word::Word};
///
/// struct Once(Option<&'static str>);
/// impl Text for Once {
///     fn next(&mut self, chunk: &mut String) -> bool {
///         chunk.clear();
///         self.0.take().is_some_and(|text| {
///             chunk.push_str(text);
///             true
///         })
///     }
/// }
///
/// let counts = tally(vec![Once(Some("the dog\n")), Once(Some("the fox\n"))])?;
/// assert_eq!((counts.get(Word::new("the")), counts.total()), (2, 4));
/// # std::io::Result::Ok(())
/// ```
// ANCHOR: tally
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let tally = Arc::new(Mutex::new(Counts::default()));
    let shared = tally.clone();
    workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            // Finding and hashing the words needs no lock, so it happens first.
            let ready = list(words(&chunk));
            for word in ready {
                shared.lock().add(word);
            }
        }
    })?;
    // Every worker has ended and dropped its `Arc`, so this is the last one.
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    Ok(tally.into_inner())
}
// ANCHOR_END: tally
