//! Step 1: a wait group is a counter. Right, and it keeps a core busy while it waits.
//!
//! These are the calls of Go's `sync.WaitGroup`. Nothing sees to it that they come in pairs.

use crate::sync::thread::yield_now;
use crate::sync::{Arc, Mutex};

/// Waits until as many were done as were added. Clones are one group.
#[derive(Clone, Debug, Default)]
pub struct WaitGroup {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// How many were added and are not done. Written by `add` and `done`, under this lock.
    members: Mutex<usize>,
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
    }

    /// Waits until as many were done as were added.
    pub fn wait(&self) {
        while *self.shared.members.lock() > 0 {
            yield_now();
        }
    }
}
