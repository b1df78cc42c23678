//! The technique for whoever starts the workers: join every one of them, and go on only then.
//!
//! A worker wants a permit, has it, and gives it back. If it fails on the way, the `?` drops its
//! permit: nobody waits for it in vain.

use crate::semaphore::ChannelSemaphore;
use crate::sync::Arc;
use crate::sync::thread::JoinHandle;
use crate::turn::{CrewError, Step, start};
use std::panic::resume_unwind;

/// Starts so many workers, each of which takes one turn, and waits until all have ended.
///
/// `step` is called by worker 1, 2 … at each step of its turn. What it does at [`Step::Has`] is done
/// with a permit.
///
/// # Errors
/// A thread could not be started, or a step failed. All that were started have ended.
///
/// # Panics
/// If a step did, when all have ended.
pub fn run<E: Send + 'static>(
    workers: usize,
    semaphore: &Arc<ChannelSemaphore>,
    step: impl Fn(usize, Step) -> Result<(), E> + Send + Sync + 'static,
) -> Result<(), CrewError<E>> {
    let (crew, refused) = start(workers, semaphore, step);
    wait(crew)?;
    refused.map_or(Ok(()), |why| Err(CrewError::NotStarted(why)))
}

/// Waits for all of them, and only then looks at how they ended.
fn wait<E>(crew: Vec<JoinHandle<Result<(), E>>>) -> Result<(), CrewError<E>> {
    let ends: Vec<_> = crew.into_iter().map(JoinHandle::join).collect();
    for end in ends {
        let end = end.unwrap_or_else(|panic| resume_unwind(panic));
        end.map_err(CrewError::Failed)?;
    }
    Ok(())
}
