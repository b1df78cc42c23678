//! The trap `main-sleeps`: the thread that started the workers sleeps for a while and then continues.
//!
//! If `main` returns next, the process ends wherever the workers are, even inside:
//!
//! ```text
//!    main              worker 1              worker 2
//! 1  sleeps
//! 2                    is inside
//! 3                    is outside
//! 4                                          is inside
//! 5  returns           (the process ends)
//! ```

use crate::semaphore::ChannelSemaphore;
use crate::sync::Arc;
use crate::sync::thread::{JoinHandle, sleep};
use crate::sync::time::Duration;
use crate::turn::{CrewError, Step, start};

/// Starts the workers as [`crew::run`](crate::crew::run) does, and sleeps for a while.
///
/// # Errors
/// A thread could not be started.
pub fn run<E: Send + 'static>(
    workers: usize,
    semaphore: &Arc<ChannelSemaphore>,
    step: impl Fn(usize, Step) -> Result<(), E> + Send + Sync + 'static,
) -> Result<(), CrewError<E>> {
    let (crew, refused) = start(workers, semaphore, step);
    wait(crew)?;
    refused.map_or(Ok(()), |why| Err(CrewError::NotStarted(why)))
}

/// Ten seconds in the original: long enough for six workers that take half a second each.
const LONG_ENOUGH: Duration = Duration::from_millis(500);

/// Waits for all workers and only then examines their results.
fn wait<E>(crew: Vec<JoinHandle<Result<(), E>>>) -> Result<(), CrewError<E>> {
    // TRAP: assumes that the workers have finished by then, and never joins them.
    sleep(LONG_ENOUGH);
    drop(crew);
    Ok(())
}
