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
    /// Counts bytes that a sender has read.
    pub fn read(&self, bytes: usize) {
        self.0.read.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Counts bytes that standard output has accepted.
    pub fn wrote(&self, bytes: usize) {
        self.0.written.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Returns how many bytes it has accepted so far.
    pub fn written(&self) -> u64 {
        self.0.written.load(Ordering::Relaxed)
    }

    /// Returns how many bytes are read and not yet written.
    pub fn missing(&self) -> u64 {
        // In this order, because bytes that are read in between then only count as pending.
        let written = self.written();
        self.0.read.load(Ordering::Relaxed).saturating_sub(written)
    }
}
