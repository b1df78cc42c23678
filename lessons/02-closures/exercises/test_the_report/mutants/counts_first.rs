// What a closure in the background reports: how many bytes it saved, once it is done.

use super::sync::atomic::{AtomicBool, AtomicU64, Ordering};

#[derive(Default)]
pub struct Report {
    /// Written by the closure.
    bytes: AtomicU64,
    /// Written by the closure, once, after `bytes`.
    done: AtomicBool,
}

impl Report {
    /// So many bytes more were saved. For the closure.
    pub fn saved(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// That was all. For the closure, once.
    pub fn done(&self) {
        // Pairs with the load in `bytes`.
        self.done.store(true, Ordering::Release);
    }

    /// How many bytes were saved in all; `None` if the closure is not done. For anybody.
    pub fn bytes(&self) -> Option<u64> {
        // Pairs with the store in `done`.
        let bytes = self.bytes.load(Ordering::Relaxed);
        if !self.done.load(Ordering::Acquire) {
            return None;
        }
        Some(bytes)
    }
}
