//! The bug `ignored-errors`: the result of the work is discarded, so a failed task counts as done.
//!
//! ```text
//!    main                          worker
//! 1  queues "a", waits
//! 2                                "a" fails; the error is dropped
//! 3                                drops the clone
//! 4  reports: compressed 1 file
//! ```

use crate::failure::attempt;
use crate::pool::{Crew, Pool, Queued};
use crate::sync::channel::Receiver;
use std::io;

/// Starts the technique's pool, with workers that discard the results of their tasks.
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
    // TRAP: discards the error.
    let _ = attempt(|| (crew.work)(&task));
    drop(member);
}
