//! What a thread does when there is no memory left: it ends, and the thread that joins it finds out why.
//!
//! Rust's own collections end the process then. Here the thread unwinds instead, without a message, and
//! each technique hands that on to its caller as it would a panic.

use std::hint::black_box;
use std::panic::resume_unwind;

/// What a thread that found no memory unwinds with.
///
/// It has no size, so that it takes no memory itself.
#[derive(Clone, Copy, Debug)]
pub struct OutOfMemory;

/// Bytes that have to be left after each step: for unwinding, for what the other threads do meanwhile,
/// and for the message at the end.
const SPARE: usize = 8 << 20;

/// Takes more memory by `reserve`, or unwinds with [`OutOfMemory`].
///
/// It looks whether some is left then, which costs two calls of the operating system: to be done when a
/// table grows, not for each word.
#[cold]
pub fn more<E>(reserve: impl FnOnce() -> Result<(), E>) {
    let mut spare = Vec::<u8>::new();
    if reserve().is_err() || spare.try_reserve_exact(SPARE).is_err() {
        resume_unwind(Box::new(OutOfMemory));
    }
    // Else the compiler leaves out what is never used.
    black_box(&spare);
}

/// All of `items` as a list, or [`OutOfMemory`].
pub fn list<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list = vec![];
    for item in items {
        if list.len() == list.capacity() {
            more(|| list.try_reserve(1));
        }
        list.push(item);
    }
    list
}

/// A copy of `text`, or [`OutOfMemory`].
pub fn boxed(text: &str) -> Box<str> {
    let mut copy = String::new();
    if copy.try_reserve_exact(text.len()).is_err() {
        resume_unwind(Box::new(OutOfMemory));
    }
    copy.push_str(text);
    copy.into_boxed_str()
}
