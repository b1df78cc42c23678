//! Several threads use a pipe, and each of them may close it with an error. Complete `close`, so that
//! the first error stays and every waiting thread is notified of it.

use super::sync::{Condvar, Mutex};

/// Why a pipe was closed.
pub struct Closing {
    error: Mutex<Option<&'static str>>,
    closed: Condvar,
}

impl Closing {
    /// Creates the state of an open pipe.
    pub fn new() -> Closing {
        Closing {
            error: Mutex::new(None),
            closed: Condvar::new(),
        }
    }

    /// Closes the pipe with this error, unless it is already closed.
    pub fn close(&self, error: &'static str) {
        // TODO: keep the first error, and notify the waiting threads.
        todo!("{error}")
    }

    /// Waits until the pipe is closed, and returns the error.
    pub fn wait(&self) -> &'static str {
        let mut error = self.error.lock();
        loop {
            match *error {
                Some(error) => return error,
                None => self.closed.wait(&mut error),
            }
        }
    }
}
