//! What a closure may close over: move, borrow, `Arc`, `Arc<Mutex>`.
//!
//! A closure of Go's shares whatever it names, and says nothing. Here you say which of the four it
//! is; `refused/` has each with that word missing, and what the compiler says.

use crate::sync::thread::{scope, spawn};
use crate::sync::{Arc, Mutex};

// ANCHOR: moved
/// **Move**: the closure takes the words, and nobody else has them any more. How many bytes they
/// are.
pub fn moved(words: Vec<String>) -> usize {
    let counter = spawn(move || words.iter().map(String::len).sum());
    counter.join().expect("it does not panic")
}
// ANCHOR_END: moved

// ANCHOR: borrowed
/// **Borrow**: within a scope, closures look at the same words, and so does their owner. How many
/// bytes they are, and how many there are.
pub fn borrowed(words: &[String]) -> (usize, usize) {
    scope(|scope| {
        let counter = scope.spawn(|| words.iter().map(String::len).sum());
        let count = words.len();
        (counter.join().expect("it does not panic"), count)
    })
}
// ANCHOR_END: borrowed

// ANCHOR: counted
/// **`Arc`**: nobody knows who ends last, so each holds the words, and the last one drops them. How
/// many bytes they are, and how many there are.
pub fn counted(words: Vec<String>) -> (usize, usize) {
    let words = Arc::new(words);
    let theirs = words.clone();
    let counter = spawn(move || theirs.iter().map(String::len).sum());
    let count = words.len();
    (counter.join().expect("it does not panic"), count)
}
// ANCHOR_END: counted

// ANCHOR: locked
/// **`Arc<Mutex>`**: both change what they share, one at a time. How many bytes the words are.
pub fn locked(mut words: Vec<String>) -> usize {
    let bytes = Arc::new(Mutex::new(0));
    let theirs = bytes.clone();
    let second = words.split_off(words.len() / 2);
    let counter = spawn(move || second.iter().for_each(|word| *theirs.lock() += word.len()));
    words.iter().for_each(|word| *bytes.lock() += word.len());
    counter.join().expect("it does not panic");
    let bytes = bytes.lock();
    *bytes
}
// ANCHOR_END: locked
