//! Step 2: `lock` returns a guard, and dropping the guard releases the lock: at the end of a block, at
//! a `?`, at a `return`, and while a panic unwinds.
//!
//! It is still a lock for one thread, and a blocked thread cannot give up: that is the third step,
//! [`crate::semaphore`].

#![allow(clippy::new_without_default, reason = "the later steps take arguments")]

use crate::sync::channel::{Receiver, Sender, bounded};

/// A lock that guards only what its users agree on.
#[derive(Debug)]
pub struct ChannelLock {
    /// There is a message in the channel while a thread holds the lock.
    taken_in: Sender<()>,
    taken_out: Receiver<()>,
}

/// Holds the lock until it is dropped.
#[derive(Debug)]
#[must_use = "a guard that is not kept releases the lock at once"]
pub struct Guard<'a> {
    lock: &'a ChannelLock,
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
    pub fn lock(&self) -> Guard<'_> {
        // Cannot fail: the receiver is in this struct, too.
        let _ = self.taken_in.send(());
        Guard { lock: self }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let _ = self.lock.taken_out.recv();
    }
}
