//! The technique: waits for work that may never end, but only up to a limit.
//!
//! The echo writes in its own loop, so an output that stops accepting data blocks the loop, and the
//! timer with it. A caller that must not be blocked runs the loop in another thread, and waits for it by
//! a second select.
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

/// Runs `work` in a thread and waits for it, but no longer than `limit`. Returns the result of the work,
/// or the handle of the thread that is still running. If both arms are ready, the result counts.
///
/// # Errors
/// Returns an error if the thread cannot be started.
///
/// # Panics
/// Panics if `work` does.
pub fn within<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Result<T, JoinHandle<T>>> {
    // Nothing is ever sent. The sender is dropped when the work ends, even by a panic that unwinds.
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
