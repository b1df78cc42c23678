//! A worker's turn, how workers are started, and how they can fail. The crew and its trap share it.

use crate::semaphore::ChannelSemaphore;
use crate::sync::Arc;
use crate::sync::thread::{Builder, JoinHandle};
use std::error::Error;
use std::fmt;
use std::io;

/// Where a worker is in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// It is about to acquire a permit.
    Wants,
    /// It holds a permit.
    Has,
    /// It is about to release its permit.
    Releases,
}

/// Not all workers completed their turn.
#[derive(Debug)]
pub enum CrewError<E> {
    /// The operating system refused to start a thread. Those that were started have finished.
    NotStarted(io::Error),
    /// A step failed: the error of the failed worker with the lowest number.
    Failed(E),
}

impl<E> fmt::Display for CrewError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CrewError::NotStarted(_) => "cannot start a worker",
            CrewError::Failed(_) => "a worker failed",
        })
    }
}

impl<E: Error + 'static> Error for CrewError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match self {
            CrewError::NotStarted(why) => why,
            CrewError::Failed(why) => why,
        })
    }
}

/// Starts this many workers, each of which takes one turn. Returns those that were started and, if
/// some were not, the reason.
pub(crate) fn start<E: Send + 'static>(
    workers: usize,
    semaphore: &Arc<ChannelSemaphore>,
    step: impl Fn(usize, Step) -> Result<(), E> + Send + Sync + 'static,
) -> (Vec<JoinHandle<Result<(), E>>>, Option<io::Error>) {
    let step = Arc::new(step);
    let mut crew = vec![];
    for number in 1..=workers {
        let (semaphore, step) = (semaphore.clone(), step.clone());
        let worker = Builder::new().name(format!("worker {number}"));
        match worker.spawn(move || take_turn(number, &semaphore, &*step)) {
            Ok(worker) => crew.push(worker),
            Err(why) => return (crew, Some(why)),
        }
    }
    (crew, None)
}

// ANCHOR: turn
fn take_turn<E>(
    number: usize,
    semaphore: &ChannelSemaphore,
    step: impl Fn(usize, Step) -> Result<(), E>,
) -> Result<(), E> {
    step(number, Step::Wants)?;
    let permit = semaphore.acquire();
    step(number, Step::Has)?;
    step(number, Step::Releases)?;
    permit.release();
    Ok(())
}
// ANCHOR_END: turn
