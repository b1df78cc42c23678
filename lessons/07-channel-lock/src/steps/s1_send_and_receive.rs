//! Step 1: the bare channel, of capacity one. Sending acquires the lock, receiving releases it.
//!
//! Correct as long as every thread that acquires the lock releases it exactly once, on every way out
//! of the function.

#![allow(clippy::new_without_default, reason = "the later steps take arguments")]

use crate::sync::channel::{Receiver, Sender, bounded};

/// A lock that guards only what its users agree on.
#[derive(Debug)]
pub struct ChannelLock {
    /// There is a message in the channel while a thread holds the lock.
    taken_in: Sender<()>,
    taken_out: Receiver<()>,
}

impl ChannelLock {
    /// Creates a lock that no thread holds.
    pub fn new() -> Self {
        let (taken_in, taken_out) = bounded(1);
        ChannelLock {
            taken_in,
            taken_out,
        }
    }

    /// Acquires the lock, blocking the current thread until it is free.
    pub fn lock(&self) {
        // Cannot fail: the receiver is in this struct, too.
        let _ = self.taken_in.send(());
    }

    /// Releases the lock. Call it exactly once for each `lock`.
    pub fn unlock(&self) {
        let _ = self.taken_out.recv();
    }
}
