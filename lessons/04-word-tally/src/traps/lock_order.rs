//! The bug `lock-order`: a worker locks all shards that it merges into, beginning with its own.
//!
//! ```text
//!    worker 1                 worker 2
//! 1  acquires shard 1
//! 2                           acquires shard 2
//! 3  waits for shard 2
//! 4                           waits for shard 1
//! ```

use crate::counts::Counts;
use crate::sharded::{merged, sort};
use crate::sync::{Arc, Mutex};
use crate::text::Text;
use crate::workers;
use std::io;

/// Counts the words of all texts, each in a thread of its own.
///
/// # Errors
/// A thread could not be started.
pub fn tally<T: Text + Send + 'static>(texts: Vec<T>) -> io::Result<Counts> {
    let n = texts.len();
    let shard = |_| Mutex::new(Counts::default());
    let shards = Arc::new((0..n).map(shard).collect::<Vec<_>>());
    let shared = shards.clone();
    workers::each(texts, move |worker, mut text: T| {
        let mut chunk = String::new();
        while text.next(&mut chunk) {
            let parts = sort(&chunk, n);
            // TRAP: holds all of them, so that no thread sees half a chunk, and each worker acquires
            // them in an order of its own.
            let mut held = vec![];
            for i in 0..n {
                let shard = (worker + i) % n;
                if !parts[shard].is_empty() {
                    let mut tally = shared[shard].lock();
                    tally.absorb(&parts[shard]);
                    held.push(tally);
                }
            }
        }
    })?;
    Ok(merged(shards))
}
