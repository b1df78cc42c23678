//! The settings and the result of an echo, shared by the technique and its traps.

use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::thread::JoinHandle;
use std::io;

/// How much data an echo may buffer.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// The size of one read in bytes; at least 1.
    pub read: usize,
    /// The number of buffers, and of slots in each channel; at least 1.
    pub buffers: usize,
}

/// The capacity of a pipe on Linux, in bytes.
const A_PIPE: usize = 64 * 1024;

impl Sizes {
    /// Returns how many buffers are written in one call: at most half of them, so that the reader can
    /// fill the others meanwhile, and no more than fit into a pipe, because otherwise the pipe's reader
    /// and writer wake each other for every page.
    pub fn batch(&self) -> usize {
        self.buffers.div_ceil(2).min(A_PIPE / self.read).max(1)
    }
}

/// The result of an echo whose loop has ended.
#[derive(Debug)]
pub struct Echoed {
    /// What ended it.
    pub ending: Ending,
    /// The reader thread. If the input has ended, the thread has ended too, or is about to. Otherwise it
    /// may be blocked in a read, and then joining it blocks as well. It returns whether reading failed.
    pub reader: JoinHandle<io::Result<()>>,
}

/// What ended an echo.
#[derive(Debug)]
pub enum Ending {
    /// The input ended, or reading it failed. Everything read before that is written.
    InputEnded,
    /// The timeout passed. Everything sent before it is written.
    TimedOut,
    /// Writing failed.
    OutputFailed(io::Error),
}

/// The byte counts of an echo, which any thread may read at any time.
#[derive(Debug)]
pub struct Progress {
    /// Bytes read so far. Written by the reader.
    read: AtomicU64,
    /// Bytes of those that the output took and flushed. Written by the loop.
    written: AtomicU64,
}

// Relaxed: no thread reads other data because of what these counts say.
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

    /// Returns how many bytes were read and are not yet written; a write in progress counts as not written.
    pub fn pending(&self) -> u64 {
        let written = self.written.load(Ordering::Relaxed);
        let read = self.read.load(Ordering::Relaxed);
        read.saturating_sub(written)
    }
}
