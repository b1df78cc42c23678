// A wait group as Go has it: counted by hand.

use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct WaitGroup {
    left: Mutex<usize>,
    all_done: Condvar,
}

impl WaitGroup {
    /// So many more are to be waited for.
    pub fn add(&self, more: usize) {
        *self.left.lock() += more;
    }

    /// One of them is done.
    pub fn done(&self) {
        let mut left = self.left.lock();
        *left -= 1;
        self.all_done.notify_all();
    }

    /// Returns when all are done; any number of threads may wait.
    pub fn wait(&self) {
        let mut left = self.left.lock();
        if *left > 0 {
            self.all_done.wait(&mut left);
        }
    }
}
