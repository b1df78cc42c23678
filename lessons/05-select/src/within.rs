//! The technique: waits for work that may never end, but no longer than it may take.
//!
//! The echo writes in its own loop, so an output that takes nothing holds up the loop, its timer and
//! all. Whoever must not be held up waits for the loop by another select.
//!
//! # Examples
//! ```
//! use lesson_05::within::within;
//! use std::time::Duration;
//!
//! let sum = within(Duration::from_secs(30), || 1 + 1)?;
//! assert_eq!(sum.unwrap(), 2);
//! # std::io::Result::Ok(())
//! ```

use crate::sync::channel::{after, bounded};
use crate::sync::select_biased;
use crate::sync::thread::{Builder, JoinHandle};
use crate::sync::time::Duration;
use std::io;
use std::panic::resume_unwind;

/// Does `work` in a thread, and waits until it is done, but no longer than `limit`: its result, or
/// the thread that is still at it. If both come at once, the result counts.
///
/// # Errors
/// The thread could not be started.
///
/// # Panics
/// If `work` does.
pub fn within<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Result<T, JoinHandle<T>>> {
    // Nothing is ever sent: the sender is dropped when the work is done, also by a panic.
    let (working_tx, working_rx) = bounded::<()>(0);
    let worker = Builder::new().name("worker".into()).spawn(move || {
        let _working = working_tx;
        work()
    })?;
    let time = after(limit);
    select_biased! {
        recv(working_rx) -> _ => match worker.join() {
            Ok(result) => Ok(Ok(result)),
            Err(panic) => resume_unwind(panic),
        },
        recv(time) -> _ => Ok(Err(worker)),
    }
}
