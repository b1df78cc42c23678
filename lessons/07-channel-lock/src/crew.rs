//! The technique for the thread that starts the workers: join every one of them before continuing.
//!
//! A worker acquires a permit, uses it, and releases it. If it fails on the way, the `?` drops its
//! permit, so no other worker waits for it in vain.

use crate::semaphore::ChannelSemaphore;
use crate::sync::Arc;
use crate::sync::thread::JoinHandle;
use crate::turn::{CrewError, Step, start};
use std::panic::resume_unwind;

/// Starts this many workers, each of which takes one turn, and waits until all have finished.
///
/// Worker 1, 2 … calls `step` at each step of its turn. At [`Step::Has`] it holds a permit.
///
/// # Errors
/// A thread could not be started, or a step failed. All threads that were started have finished.
///
/// # Panics
/// If a step panicked, after all workers have finished.
pub fn run<E: Send + 'static>(
    workers: usize,
    semaphore: &Arc<ChannelSemaphore>,
    step: impl Fn(usize, Step) -> Result<(), E> + Send + Sync + 'static,
) -> Result<(), CrewError<E>> {
    let (crew, refused) = start(workers, semaphore, step);
    wait(crew)?;
    refused.map_or(Ok(()), |why| Err(CrewError::NotStarted(why)))
}

/// Waits for all workers and only then examines their results.
fn wait<E>(crew: Vec<JoinHandle<Result<(), E>>>) -> Result<(), CrewError<E>> {
    let ends: Vec<_> = crew.into_iter().map(JoinHandle::join).collect();
    for end in ends {
        let end = end.unwrap_or_else(|panic| resume_unwind(panic));
        end.map_err(CrewError::Failed)?;
    }
    Ok(())
}
