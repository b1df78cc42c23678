//! The pool's API without threads: each task is done before `submit` returns.

use crate::failure::{Failure, attempt};
use std::fmt;

/// The function that runs a task.
type Work<T, E> = dyn Fn(&T) -> Result<(), E>;

/// One worker: the caller.
pub struct Serial<T, E> {
    work: Box<Work<T, E>>,
    failures: Vec<Failure<T, E>>,
}

impl<T, E> Serial<T, E> {
    /// Creates one that runs each task by calling `work`.
    pub fn start(work: impl Fn(&T) -> Result<(), E> + 'static) -> Serial<T, E> {
        Serial {
            work: Box::new(work),
            failures: vec![],
        }
    }

    /// Runs a task.
    pub fn submit(&mut self, task: T) {
        if let Err(cause) = attempt(|| (self.work)(&task)) {
            self.failures.push(Failure { task, cause });
        }
    }

    /// Returns the tasks that failed, in order. Each is returned once.
    pub fn wait(&mut self) -> Vec<Failure<T, E>> {
        std::mem::take(&mut self.failures)
    }
}

impl<T, E> fmt::Debug for Serial<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serial").finish_non_exhaustive()
    }
}
