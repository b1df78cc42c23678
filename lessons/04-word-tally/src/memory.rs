//! What a thread does when an allocation fails: it unwinds, and the thread that joins it learns why.
//!
//! Rust's own collections abort the process then. Here the thread unwinds instead, without a message, and
//! each strategy passes that on to its caller as it would a panic.

use std::hint::black_box;
use std::panic::resume_unwind;

/// The payload with which a thread that found no memory unwinds.
///
/// It has no size, so it needs no memory itself.
#[derive(Clone, Copy, Debug)]
pub struct OutOfMemory;

/// Bytes that must stay free after each allocation: for unwinding, for the other threads, and for the
/// message at the end.
const SPARE: usize = 8 << 20;

/// Allocates memory by calling `reserve`, or unwinds with [`OutOfMemory`].
///
/// It then checks that some memory is left, which costs two system calls, so call it when a table grows
/// and not for each word.
#[cold]
pub fn more<E>(reserve: impl FnOnce() -> Result<(), E>) {
    let mut spare = Vec::<u8>::new();
    if reserve().is_err() || spare.try_reserve_exact(SPARE).is_err() {
        resume_unwind(Box::new(OutOfMemory));
    }
    // Keeps the compiler from removing the allocation, which is never used.
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
