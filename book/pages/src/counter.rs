//! Three ways to add one to an atomic.

use crate::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// A count that several threads raise.
#[derive(Debug, Default)]
pub struct Counter {
    count: AtomicU32,
}

impl Counter {
    // ANCHOR: two_steps
    /// Loses counts: another thread may store between the load and the store.
    pub fn add_in_two_steps(&self) {
        let count = self.count.load(Relaxed);
        self.count.store(count + 1, Relaxed);
    }
    // ANCHOR_END: two_steps

    // ANCHOR: one_step
    /// Adds one in a single step.
    pub fn add(&self) {
        self.count.fetch_add(1, Relaxed);
    }
    // ANCHOR_END: one_step

    // ANCHOR: exchange
    /// Adds one, unless `most` is reached.
    pub fn add_up_to(&self, most: u32) -> bool {
        let mut count = self.count.load(Relaxed);
        while count < most {
            let next = count + 1;
            match self
                .count
                .compare_exchange_weak(count, next, Relaxed, Relaxed)
            {
                Ok(_) => return true,
                Err(found) => count = found,
            }
        }
        false
    }
    // ANCHOR_END: exchange

    /// How many were counted.
    pub fn count(&self) -> u32 {
        self.count.load(Relaxed)
    }
}
