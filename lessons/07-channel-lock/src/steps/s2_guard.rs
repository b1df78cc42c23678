//! Step 2: who takes the lock gets a guard, and dropping the guard gives the lock back: at the end
//! of a block, at a `?`, at a `return`, and while a panic unwinds.
//!
//! Still a lock for one, and nobody can give up waiting: that is the third step,
//! [`crate::semaphore`].

use crate::sync::channel::{Receiver, Sender, bounded};

/// A lock that guards nothing but what its users agree on.
#[derive(Debug)]
pub struct ChannelLock {
    /// A message is in the channel while somebody has the lock.
    taken_in: Sender<()>,
    taken_out: Receiver<()>,
}

/// The lock is its holder's until this is dropped.
#[derive(Debug)]
#[must_use = "a guard that nobody keeps gives the lock back at once"]
pub struct Guard<'a> {
    lock: &'a ChannelLock,
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
    pub fn lock(&self) -> Guard<'_> {
        // Cannot fail: the other end is in here too.
        let _ = self.taken_in.send(());
        Guard { lock: self }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let _ = self.lock.taken_out.recv();
    }
}
