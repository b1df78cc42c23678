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
use crate::sync::thread::{Builder, JoinHandle, sleep};
use crate::sync::time::Duration;
use crate::turn::{CrewError, Step};

/// Starts so many workers, each of which takes one turn, and sleeps a while.
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
    let step = Arc::new(step);
    let mut crew = vec![];
    let mut refused = None;
    for number in 1..=workers {
        let (semaphore, step) = (semaphore.clone(), step.clone());
        let worker = Builder::new().name(format!("worker {number}"));
        match worker.spawn(move || take_turn(number, &semaphore, &*step)) {
            Ok(worker) => crew.push(worker),
            Err(why) => {
                refused = Some(why);
                break;
            }
        }
    }
    wait(crew)?;
    refused.map_or(Ok(()), |why| Err(CrewError::NotStarted(why)))
}

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

/// Ten seconds in the original: long enough for six workers of half a second each.
const LONG_ENOUGH: Duration = Duration::from_millis(500);

/// Waits for all of them.
fn wait<E>(crew: Vec<JoinHandle<Result<(), E>>>) -> Result<(), CrewError<E>> {
    // TRAP: hopes that they are done by then. Nobody joins them.
    sleep(LONG_ENOUGH);
    drop(crew);
    Ok(())
}
