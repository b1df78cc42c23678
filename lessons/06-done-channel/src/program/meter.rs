//! How many bytes were read, and how many of them are written.

use lesson_06::sync::Arc;
use lesson_06::sync::atomic::{AtomicU64, Ordering};

/// Counters that senders and the receiver share.
#[derive(Clone, Debug, Default)]
pub struct Meter(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    read: AtomicU64,
    written: AtomicU64,
}

impl Meter {
    /// A sender has so many bytes more.
    pub fn read(&self, bytes: usize) {
        self.0.read.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Standard output took so many of them.
    pub fn wrote(&self, bytes: usize) {
        self.0.written.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// How many it took so far.
    pub fn written(&self) -> u64 {
        self.0.written.load(Ordering::Relaxed)
    }

    /// How many are still on the way.
    pub fn missing(&self) -> u64 {
        // In this order: what is read in between would only count as missing.
        let written = self.written();
        self.0.read.load(Ordering::Relaxed).saturating_sub(written)
    }
}
