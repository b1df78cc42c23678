//! Four ways in which a closure gets at its data: move, borrow, `Arc`, `Arc<Mutex>`.
//!
//! A closure in Go shares every variable it names, without saying so. In Rust you choose one of four
//! ways. `refused/` has each of them with the decisive word missing, and the compiler's message.

use crate::sync::thread::{scope, spawn};
use crate::sync::{Arc, Mutex};

// ANCHOR: moved
/// **Move**: the closure owns the words, and the caller has given them up. Returns their bytes.
pub fn moved(words: Vec<String>) -> usize {
    let counter = spawn(move || words.iter().map(String::len).sum());
    counter.join().expect("it does not panic")
}
// ANCHOR_END: moved

// ANCHOR: borrowed
/// **Borrow**: inside a scope, a closure reads the words while their owner reads them, too. Returns
/// their bytes and their number.
pub fn borrowed(words: &[String]) -> (usize, usize) {
    scope(|scope| {
        let counter = scope.spawn(|| words.iter().map(String::len).sum());
        let count = words.len();
        (counter.join().expect("it does not panic"), count)
    })
}
// ANCHOR_END: borrowed

// ANCHOR: counted
/// **`Arc`**: either thread may end last, so both own the words, and the last owner drops them.
/// Returns their bytes and their number.
pub fn counted(words: Vec<String>) -> (usize, usize) {
    let words = Arc::new(words);
    let theirs = words.clone();
    let counter = spawn(move || theirs.iter().map(String::len).sum());
    let count = words.len();
    (counter.join().expect("it does not panic"), count)
}
// ANCHOR_END: counted

// ANCHOR: locked
/// **`Arc<Mutex>`**: both threads change the count, one at a time. Returns the bytes of the words.
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
