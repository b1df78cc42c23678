//! A task that failed, and why: what the pool, its pitfalls and `serial` return to their caller.

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A task that failed.
#[derive(Debug)]
pub struct Failure<T, E> {
    /// The task, as it was submitted.
    pub task: T,
    /// Why it failed.
    pub cause: Cause<E>,
}

/// Why a task failed.
#[derive(Debug)]
pub enum Cause<E> {
    /// The work returned this error.
    Failed(E),
    /// The work panicked, with this message.
    Panicked(String),
    /// The operating system refused to start a thread for it.
    NotStarted(io::Error),
}

/// Runs `work`, and turns a panic into a cause like any other.
///
/// # Errors
/// The work failed or panicked.
pub fn attempt<E>(work: impl FnOnce() -> Result<(), E>) -> Result<(), Cause<E>> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(Cause::Failed),
        Err(payload) => Err(Cause::Panicked(message(&*payload))),
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message").to_string()
}

impl<E: fmt::Display> fmt::Display for Cause<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::Failed(error) => error.fmt(f),
            Cause::Panicked(message) => write!(f, "the worker panicked: {message}"),
            Cause::NotStarted(_) => f.write_str("cannot start a thread"),
        }
    }
}

impl<E: Error + 'static> Error for Cause<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Cause::Failed(error) => error.source(),
            Cause::Panicked(_) => None,
            Cause::NotStarted(cause) => Some(cause),
        }
    }
}
