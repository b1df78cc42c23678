//! Store buffering: each thread stores to its own flag and loads the other thread's.

use crate::sync::atomic::{AtomicU32, Ordering, Ordering::*, fence};

// ANCHOR: pair
#[derive(Debug, Default)]
pub struct StoreBuffering {
    x: AtomicU32,
    y: AtomicU32,
}

impl StoreBuffering {
    pub fn left(&self, store: Ordering, load: Ordering) -> u32 {
        self.x.store(1, store);
        self.y.load(load)
    }

    pub fn right(&self, store: Ordering, load: Ordering) -> u32 {
        self.y.store(1, store);
        self.x.load(load)
    }
}
// ANCHOR_END: pair

impl StoreBuffering {
    // ANCHOR: fences
    pub fn left_with_a_fence(&self) -> u32 {
        self.x.store(1, Relaxed);
        fence(SeqCst);
        self.y.load(Relaxed)
    }
    // ANCHOR_END: fences

    pub fn right_with_a_fence(&self) -> u32 {
        self.y.store(1, Relaxed);
        fence(SeqCst);
        self.x.load(Relaxed)
    }
}
