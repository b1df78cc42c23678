//! Right: inserts unless something is there.

use super::sync::{Condvar, Mutex};
pub struct Closing {
    error: Mutex<Option<&'static str>>,
    closed: Condvar,
}
impl Closing {
    pub fn new() -> Closing {
        Closing {
            error: Mutex::default(),
            closed: Condvar::default(),
        }
    }
    pub fn close(&self, error: &'static str) {
        self.error.lock().get_or_insert(error);
        self.closed.notify_all();
    }
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
