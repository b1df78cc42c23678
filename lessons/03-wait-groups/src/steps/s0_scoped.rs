//! Step 0: scoped threads. When the work ends where it begins, a scope waits for it, and no group is needed.
//!
//! # Examples
//! ```
//! use lesson_03::steps::s0_scoped::run_all;
//!
//! let results = run_all(&["a.txt", "b.txt"], |name| match *name {
//!     "b.txt" => Err("disk full"),
//!     _ => Ok(()),
//! });
//! assert_eq!(results, [Ok(()), Err("disk full")]);
//! ```

use crate::sync::thread;
use std::panic::resume_unwind;

/// Calls `work` for each task, in a thread of its own, and returns the results in the order of the
/// tasks.
///
/// # Panics
/// If `work` does, after every other thread has ended.
pub fn run_all<T: Sync, R: Send>(tasks: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    thread::scope(|scope| {
        let work = &work;
        let started = tasks.iter().map(|task| scope.spawn(move || work(task)));
        let started: Vec<_> = started.collect();
        let ended = started.into_iter().map(|thread| thread.join());
        ended
            .map(|ended| ended.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}
