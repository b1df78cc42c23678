//! The trap `main-sleeps`: whoever started the workers sleeps for a while, and goes on.
//!
//! If that is the end of the program, it ends wherever the workers are, inside too:
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

/// Starts so many workers as [`crew::run`](crate::crew::run) does, and sleeps a while.
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

/// Ten seconds in the original: long enough for six workers of half a second each.
const LONG_ENOUGH: Duration = Duration::from_millis(500);

/// Waits for all of them.
fn wait<E>(crew: Vec<JoinHandle<Result<(), E>>>) -> Result<(), CrewError<E>> {
    // TRAP: hopes that they are done by then. Nobody joins them.
    sleep(LONG_ENOUGH);
    drop(crew);
    Ok(())
}
