// What a closure in the background reports: how many bytes it saved, available once it is done.

use super::sync::atomic::{AtomicBool, AtomicU64, Ordering};

#[derive(Default)]
pub struct Report {
    /// Written by the closure.
    bytes: AtomicU64,
    /// Written by the closure, once, after `bytes`.
    done: AtomicBool,
}

impl Report {
    /// Adds to the number of saved bytes. Called by the closure.
    pub fn saved(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Completes the report. Called once, by the closure.
    pub fn done(&self) {
        // Pairs with the load in `bytes`.
        self.done.store(true, Ordering::Release);
    }

    /// Returns how many bytes were saved in all, or `None` if the closure is not done. Called by any thread.
    pub fn bytes(&self) -> Option<u64> {
        // Pairs with the store in `done`.
        if !self.done.load(Ordering::Acquire) {
            return None;
        }
        Some(self.bytes.load(Ordering::Relaxed))
    }
}
