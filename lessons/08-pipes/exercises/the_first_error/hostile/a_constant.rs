//! Hostile: every error is the one that the first model has.

use super::sync::{Condvar, Mutex};

/// Why a pipe was closed.
pub struct Closing {
    error: Mutex<Option<&'static str>>,
    closed: Condvar,
}

impl Closing {
    /// Of a pipe that is open.
    pub fn new() -> Closing {
        Closing {
            error: Mutex::new(None),
            closed: Condvar::new(),
        }
    }

    /// Closes the pipe with this error, unless it is closed already.
    pub fn close(&self, error: &'static str) {
        self.error.lock().get_or_insert(error);
        self.closed.notify_all();
    }

    /// Waits until the pipe is closed: with which error.
    pub fn wait(&self) -> &'static str {
        let mut error = self.error.lock();
        loop {
            match *error {
                Some(_) => return "disk full",
                None => self.closed.wait(&mut error),
            }
        }
    }
}
