//! Hostile: replaces the error as long as no thread has read it.

use super::sync::{Condvar, Mutex};

/// Why a pipe was closed.
pub struct Closing {
    error: Mutex<(Option<&'static str>, bool)>,
    closed: Condvar,
}

impl Closing {
    /// Creates the state of an open pipe.
    pub fn new() -> Closing {
        Closing {
            error: Mutex::new((None, false)),
            closed: Condvar::new(),
        }
    }

    /// Closes the pipe with this error, unless it is already closed.
    pub fn close(&self, error: &'static str) {
        let mut state = self.error.lock();
        if !state.1 {
            state.0 = Some(error);
        }
        drop(state);
        self.closed.notify_all();
    }

    /// Waits until the pipe is closed, and returns the error.
    pub fn wait(&self) -> &'static str {
        let mut error = self.error.lock();
        loop {
            match error.0 {
                Some(first) => {
                    error.1 = true;
                    return first;
                }
                None => self.closed.wait(&mut error),
            }
        }
    }
}
