//! Coherence: the stores to one atomic have one order, and no thread sees it run backwards.

use crate::sync::atomic::{AtomicU32, Ordering::Relaxed};

// ANCHOR: pair
#[derive(Debug, Default)]
pub struct Coherence {
    number: AtomicU32,
}

impl Coherence {
    pub fn publish(&self) {
        self.number.store(1, Relaxed);
        self.number.store(2, Relaxed);
    }

    pub fn read_twice(&self) -> (u32, u32) {
        (self.number.load(Relaxed), self.number.load(Relaxed))
    }
}
// ANCHOR_END: pair
