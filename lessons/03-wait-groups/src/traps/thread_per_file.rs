//! The pitfall `thread-per-file`: a thread for each task, however many there are.
//!
//! ```text
//!    main                          worker 1         worker 2         worker 3 …
//! 1  queues "a": hires worker 1
//! 2  queues "b": hires worker 2    begins "a"
//! 3  queues "c": hires worker 3                     begins "b"
//! 4                                                                  begins "c"
//! ```
//!
//! One goroutine for each file suits hundreds of files. One thread for each is more expensive, and all
//! of them read and write at once: at some number the operating system refuses the next thread, or the
//! next open file.

use crate::failure::Cause;
use crate::pool::{Crew, Pool, Queued};
use crate::sync::channel::Receiver;
use std::io;

/// Creates a pool whose workers are started with its tasks; `jobs` is the capacity of its queue.
///
/// # Errors
/// None: no thread is started yet.
pub fn start<T, E>(
    jobs: usize,
    work: impl Fn(&T) -> Result<(), E> + Send + Sync + 'static,
) -> io::Result<Pool<T, E>>
where
    T: Send + 'static,
    E: Send + 'static,
{
    Ok(Pool::new(jobs, work))
}

/// Queues a task, blocking while as many tasks are queued as there are workers.
pub fn submit<T, E>(pool: &mut Pool<T, E>, task: T)
where
    T: Send + 'static,
    E: Send + 'static,
{
    // TRAP: one more worker for one more task.
    if let Err(why) = pool.hire(run) {
        return pool.crew.fail(task, Cause::NotStarted(why));
    }
    pool.submit(task);
}

fn run<T, E>(crew: &Crew<T, E>, tasks: &Receiver<Queued<T>>) {
    // TRAP: a worker for one task only.
    if let Ok(queued) = tasks.recv() {
        crew.perform(queued);
    }
}
