//! The bug `forgotten-done`: a task that fails never leaves the group, and `wait` never returns.
//!
//! In Go, `Done` is a call, and an early return skips it. In Rust the drop is the `done`, so the bug takes a
//! worker that leaves the group by hand:
//!
//! ```text
//!    main                          worker
//! 1  clones the group for "a"
//! 2  waits for the group
//! 3                                "a" fails: returns early
//! 4  still waits: the clone is gone, and was never dropped
//! ```

use crate::failure::attempt;
use crate::pool::{Crew, Pool, Queued};
use crate::sync::channel::Receiver;
use std::io;
use std::mem::ManuallyDrop;

/// Starts the technique's pool, with workers that leave the group by hand.
///
/// # Errors
/// A thread could not be started.
pub fn start<T, E>(
    jobs: usize,
    work: impl Fn(&T) -> Result<(), E> + Send + Sync + 'static,
) -> io::Result<Pool<T, E>>
where
    T: Send + 'static,
    E: Send + 'static,
{
    let mut pool = Pool::new(jobs, work);
    for _ in 0..jobs.max(1) {
        pool.hire(run)?;
    }
    Ok(pool)
}

fn run<T, E>(crew: &Crew<T, E>, tasks: &Receiver<Queued<T>>) {
    for queued in tasks {
        perform(crew, queued);
    }
}

/// Runs one task. A panic in it ends neither the worker nor the wait.
fn perform<T, E>(crew: &Crew<T, E>, queued: Queued<T>) {
    let Queued { task, member } = queued;
    // TRAP: no longer dropped by itself: the last line does it.
    let member = ManuallyDrop::new(member);
    if let Err(cause) = attempt(|| (crew.work)(&task)) {
        // TRAP: returns before that line.
        return crew.fail(task, cause);
    }
    drop(ManuallyDrop::into_inner(member));
}
