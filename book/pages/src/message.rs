//! Message passing: data first, then a flag that says it is there.

use crate::sync::atomic::{AtomicBool, AtomicU32, Ordering, Ordering::*, fence};

// ANCHOR: message
#[derive(Debug, Default)]
pub struct Message {
    data: AtomicU32,
    ready: AtomicBool,
}

impl Message {
    /// Runs in one thread, with `Release` or `Relaxed`.
    pub fn send(&self, data: u32, order: Ordering) {
        self.data.store(data, Relaxed);
        self.ready.store(true, order);
    }

    /// Runs in the other thread, with `Acquire` or `Relaxed`.
    pub fn receive(&self, order: Ordering) -> Option<u32> {
        if !self.ready.load(order) {
            return None;
        }
        Some(self.data.load(Relaxed))
    }
}
// ANCHOR_END: message

impl Message {
    // ANCHOR: fences
    pub fn send_with_a_fence(&self, data: u32) {
        self.data.store(data, Relaxed);
        fence(Release);
        self.ready.store(true, Relaxed);
    }

    pub fn receive_with_a_fence(&self) -> Option<u32> {
        if !self.ready.load(Relaxed) {
            return None;
        }
        fence(Acquire);
        Some(self.data.load(Relaxed))
    }
    // ANCHOR_END: fences
}
