//! Step 1: a wait group is a counter. This one is correct, and keeps a core busy while it waits.
//!
//! Its methods are those of Go's `sync.WaitGroup`. Nothing ensures that they are called in pairs.

use crate::sync::thread::yield_now;
use crate::sync::{Arc, Mutex};

/// Waits until `done` has been called as often as `add`. All clones are the same group.
#[derive(Clone, Debug, Default)]
pub struct WaitGroup {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Calls of `add` without their `done` yet. Written by both, under this lock.
    members: Mutex<usize>,
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
    }

    /// Blocks until every member is done.
    pub fn wait(&self) {
        while *self.shared.members.lock() > 0 {
            yield_now();
        }
    }
}
