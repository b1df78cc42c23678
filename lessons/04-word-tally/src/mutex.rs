//! The technique: one tally behind one lock, which every worker takes for each word.
//!
//! Nobody can reach the tally but through the lock, and nobody can forget to give the lock back.
//! When the workers have been joined, nobody is left to share with, and the tally comes out with no
//! lock at all:
//!
//! ```text
//!    worker 1            worker 2            main
//! 1  takes the lock
//! 2  adds "the"          wants the lock      waits for worker 1
//! 3  gives it back       takes it
//! 4                      adds "the"
//! 5  ends                gives it back       joined worker 1
//! 6                      ends                joined worker 2
//! 7                                          owns the tally
//! ```

use crate::sync::{Arc, Mutex};
use crate::text::{Text, words};
use crate::workers;
use crate::{counts::Counts, memory::list};
use std::io;

// ANCHOR: tally
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
/// let counts = tally(vec![Once(Some("the lock\n")), Once(Some("the key\n"))])?;
/// assert_eq!((counts.get(Word::new("the")), counts.total()), (2, 4));
/// # std::io::Result::Ok(())
/// ```
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let tally = Arc::new(Mutex::new(Counts::default()));
    let shared = tally.clone();
    workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            // To find the words and to hash them takes no lock: it is done before.
            let ready = list(words(&chunk));
            for word in ready {
                shared.lock().add(word);
            }
        }
    })?;
    // Every worker has ended and has dropped its share: this is the last.
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    Ok(tally.into_inner())
}
// ANCHOR_END: tally
