//! Step 1: the bare channel. It has room for one message: sending takes the lock, receiving gives
//! it back.
//!
//! Right, as long as whoever takes the lock also gives it back, once, on every way out.

use crate::sync::channel::{Receiver, Sender, bounded};

/// A lock that guards nothing but what its users agree on.
#[derive(Debug)]
pub struct ChannelLock {
    /// A message is in the channel while somebody has the lock.
    taken_in: Sender<()>,
    taken_out: Receiver<()>,
}

impl ChannelLock {
    /// A lock that nobody has.
    #[allow(clippy::new_without_default, reason = "the later steps take arguments")]
    pub fn new() -> Self {
        let (taken_in, taken_out) = bounded(1);
        ChannelLock {
            taken_in,
            taken_out,
        }
    }

    /// Waits until nobody has the lock, and takes it.
    pub fn lock(&self) {
        // Cannot fail: the other end is in here too.
        let _ = self.taken_in.send(());
    }

    /// Gives the lock back. Call it once for each `lock`, and never without.
    pub fn unlock(&self) {
        let _ = self.taken_out.recv();
    }
}
