//! What an echo is told and what it tells: the technique and each of its traps share it.

use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::thread::JoinHandle;
use std::io;

/// How much an echo may hold.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// The most bytes that one read may bring; at least 1.
    pub read: usize,
    /// How many buffers there are, and places in each channel; at least 1.
    pub buffers: usize,
}

/// What a pipe holds on Linux, in bytes.
const A_PIPE: usize = 64 * 1024;

impl Sizes {
    /// How many buffers are written at once: half of them at most, since the reader fills the others
    /// meanwhile; and no more than a pipe takes, or its reader and its writer wake each other for
    /// every page.
    pub fn batch(&self) -> usize {
        self.buffers.div_ceil(2).min(A_PIPE / self.read).max(1)
    }
}

/// What is known of an echo once its loop has ended.
#[derive(Debug)]
pub struct Echoed {
    /// What ended it.
    pub ending: Ending,
    /// The reader. It has ended, or is about to, if the input was over; else it may be blocked in
    /// reading, and then joining it blocks too. What it returns says whether reading failed.
    pub reader: JoinHandle<io::Result<()>>,
}

/// What ended an echo.
#[derive(Debug)]
pub enum Ending {
    /// The input was over, or reading failed. All that came before is written.
    InputEnded,
    /// The time was over. All that was handed over before is written.
    TimedOut,
    /// The output took no more.
    OutputFailed(io::Error),
}

/// How far an echo has come; anybody may look at any time.
#[derive(Debug)]
pub struct Progress {
    /// Bytes read so far. Written by the reader.
    read: AtomicU64,
    /// Bytes of those that the output took and flushed. Written by the loop.
    written: AtomicU64,
}

// Relaxed: these are counts for a person. Nobody decides by them what to do.
impl Progress {
    pub(crate) fn new() -> Self {
        let read = AtomicU64::new(0);
        let written = AtomicU64::new(0);
        Progress { read, written }
    }

    pub(crate) fn count_read(&self, bytes: usize) {
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn count_written(&self, bytes: usize) {
        self.written.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Bytes that were read and not written; a write under way counts as not written.
    pub fn pending(&self) -> u64 {
        let written = self.written.load(Ordering::Relaxed);
        let read = self.read.load(Ordering::Relaxed);
        read.saturating_sub(written)
    }
}
