//! Sharded: as many tallies as workers, each behind a lock of its own. A word's hash determines its
//! shard.
//!
//! A worker sorts a chunk's words by shard and then adds them, shard by shard. It begins with the
//! shard of its own number, so that workers that finish a chunk together do not contend for one lock.
//! It never holds two locks.

use crate::batch::Batch;
use crate::counts::Counts;
use crate::sync::{Arc, Mutex};
use crate::text::{Text, words};
use crate::workers;
use std::io;

/// Counts the words of all texts, each in a thread of its own.
///
/// # Errors
/// A thread could not be started.
// ANCHOR: tally
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let n = texts.len();
    let shard = |_| Mutex::new(Counts::default());
    let shards = Arc::new((0..n).map(shard).collect::<Vec<_>>());
    let shared = shards.clone();
    workers::each(texts, move |worker, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            let parts = sort(&chunk, n);
            for i in 0..n {
                let shard = (worker + i) % n;
                if !parts[shard].is_empty() {
                    shared[shard].lock().absorb(&parts[shard]);
                }
            }
        }
    })?;
    Ok(merged(shards))
}
// ANCHOR_END: tally

/// Merges all shards, once every worker has ended.
pub(crate) fn merged(shards: Arc<Vec<Mutex<Counts>>>) -> Counts {
    let shards = Arc::into_inner(shards).expect("every worker has ended");
    let mut tally = Counts::default();
    for shard in shards {
        tally.merge(shard.into_inner());
    }
    tally
}

/// The words of `chunk` by shard.
pub(crate) fn sort(chunk: &str, shards: usize) -> Vec<Batch<'_>> {
    let mut parts: Vec<Batch<'_>> = (0..shards).map(|_| Batch::default()).collect();
    for word in words(chunk) {
        // The tables use the lowest and the highest bits of the hash, so the shard uses others.
        parts[(word.hash() >> 32) as usize % shards].add(word);
    }
    parts
}
