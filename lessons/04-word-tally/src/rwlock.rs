//! A read-write lock: workers count known words at the same time, under the read lock; a new word
//! needs the write lock.
//!
//! Each count is an atomic, since the workers that share the read lock add at the same time. The join
//! orders every addition before main's reads, so `Relaxed` is enough for the additions.

use crate::counts::Counts;
use crate::sync::atomic::{AtomicU64, Ordering::Relaxed};
use crate::sync::{Arc, RwLock};
use crate::table::Table;
use crate::text::{Text, words};
use crate::word::Word;
use crate::workers;
use std::io;

// ANCHOR: tally
/// Counts the words of all texts, each in a thread of its own.
///
/// # Errors
/// A thread could not be started.
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let tally = Arc::new(RwLock::new(Table::default()));
    let shared = tally.clone();
    workers::each(texts, move |_, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            for word in words(&chunk) {
                add(&shared, word);
            }
        }
    })?;
    let tally = Arc::into_inner(tally).expect("every worker has ended");
    let mut counts = Counts::default();
    tally.into_inner().into_each(|word, count| {
        counts.add_n(word, count.into_inner());
    });
    Ok(counts)
}

fn add(tally: &RwLock<Table<AtomicU64>>, word: Word<'_>) {
    if let Some(count) = tally.read().get(&word) {
        count.fetch_add(1, Relaxed);
        return;
    }
    let mut tally = tally.write();
    // Between the two locks there was none, so another worker may have added the word.
    match tally.get(&word) {
        Some(count) => drop(count.fetch_add(1, Relaxed)),
        None => tally.insert_new(word.text(), AtomicU64::new(1)),
    }
}
// ANCHOR_END: tally
