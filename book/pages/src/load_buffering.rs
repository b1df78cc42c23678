//! Load buffering: each thread loads one atomic and then stores to the other.

use crate::sync::atomic::{AtomicU32, Ordering::Relaxed};

// ANCHOR: pair
#[derive(Debug, Default)]
pub struct LoadBuffering {
    x: AtomicU32,
    y: AtomicU32,
}

impl LoadBuffering {
    pub fn left(&self) -> u32 {
        let seen = self.y.load(Relaxed);
        self.x.store(1, Relaxed);
        seen
    }

    pub fn right(&self) -> u32 {
        let seen = self.x.load(Relaxed);
        self.y.store(1, Relaxed);
        seen
    }
}
// ANCHOR_END: pair
