//! Step 2: a condition variable beside the counter: who waits sleeps until the last one is done.
//!
//! Still Go's calls: a `done` that is skipped by an early return or a panic is lost. The third step,
//! [`crate::wait_group`], makes each member a clone, whose drop is the `done`.

use crate::sync::{Arc, Condvar, Mutex};

/// Waits until as many were done as were added. Clones are one group.
#[derive(Clone, Debug, Default)]
pub struct WaitGroup {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// How many were added and are not done. Written by `add` and `done`, under this lock.
    members: Mutex<usize>,
    /// Notified, all waiters at once, when `members` comes to zero.
    nobody_left: Condvar,
}

impl WaitGroup {
    /// One more to wait for. Call it before the work starts, never inside.
    pub fn add(&self) {
        *self.shared.members.lock() += 1;
    }

    /// One less to wait for. Call it once for each `add`.
    ///
    /// # Panics
    /// If there were more calls than of `add`.
    pub fn done(&self) {
        let mut members = self.shared.members.lock();
        *members = members.checked_sub(1).expect("done without add");
        if *members == 0 {
            self.shared.nobody_left.notify_all();
        }
    }

    /// Waits until as many were done as were added.
    pub fn wait(&self) {
        let mut members = self.shared.members.lock();
        while *members > 0 {
            self.shared.nobody_left.wait(&mut members);
        }
    }
}
