//! Step 2: a condition variable beside the counter, so that a waiting thread sleeps.
//!
//! Its methods are still Go's: an early return or a panic can skip a `done`. The third step,
//! [`crate::wait_group`], makes each member a clone, whose drop is the `done`.

use crate::sync::{Arc, Condvar, Mutex};

/// Waits until `done` has been called as often as `add`. All clones are the same group.
#[derive(Clone, Debug, Default)]
pub struct WaitGroup {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Calls of `add` without their `done` yet. Written by both, under this lock.
    members: Mutex<usize>,
    /// Notifies all waiting threads when `members` reaches zero.
    all_left: Condvar,
}

impl WaitGroup {
    /// Adds one member to wait for. Call it before the work starts, never inside it.
    pub fn add(&self) {
        *self.shared.members.lock() += 1;
    }

    /// Removes one member. Call it once for each `add`.
    ///
    /// # Panics
    /// If it is called more often than `add`.
    pub fn done(&self) {
        let mut members = self.shared.members.lock();
        *members = members.checked_sub(1).expect("done without add");
        if *members == 0 {
            self.shared.all_left.notify_all();
        }
    }

    /// Blocks until every member is done.
    pub fn wait(&self) {
        let mut members = self.shared.members.lock();
        while *members > 0 {
            self.shared.all_left.wait(&mut members);
        }
    }
}
