// A wait group with Go's calls.

use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct WaitGroup {
    left: Mutex<usize>,
    all_done: Condvar,
}

impl WaitGroup {
    /// Adds members to wait for.
    pub fn add(&self, more: usize) {
        *self.left.lock() += more;
    }

    /// Reports that one member is done.
    pub fn done(&self) {
        let mut left = self.left.lock();
        *left -= 1;
        if *left == 0 {
            self.all_done.notify_all();
        }
    }

    /// Blocks until all members are done. Any number of threads may wait.
    pub fn wait(&self) {
        let mut left = self.left.lock();
        while *left > 0 {
            self.all_done.wait(&mut left);
        }
    }
}
