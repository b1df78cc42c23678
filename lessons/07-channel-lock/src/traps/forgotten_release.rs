//! The trap `forgotten-release`: a call releases the permit, and some ways out of the function skip
//! that call: a panic, a `?`, a `return`.
//!
//! ```text
//!    worker 1               taken    worker 2
//! 1  sends: is inside       ( )
//! 2  panics                 ( )
//! 3                         ( )      sends: no free slot, blocks forever
//! ```

#![expect(clippy::unnecessary_lazy_evaluations, reason = "as in the technique")]

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::time::Duration;

/// A counting semaphore: at most `permits` threads hold a permit at once.
#[derive(Debug)]
pub struct ChannelSemaphore {
    /// The channel holds a message for each permit in use. Acquiring a permit sends one.
    taken_in: Sender<()>,
    /// Releasing a permit receives one.
    taken_out: Receiver<()>,
}

/// Holds a permit until it is dropped.
#[derive(Debug)]
#[must_use = "a permit that is not kept is released at once"]
pub struct Permit<'a> {
    semaphore: &'a ChannelSemaphore,
}

impl ChannelSemaphore {
    /// Creates a semaphore with this many permits, all of them available.
    ///
    /// # Panics
    /// If `permits` is 0, because every thread that wanted one would block forever.
    pub fn new(permits: usize) -> ChannelSemaphore {
        assert!(permits > 0, "a semaphore needs at least one permit");
        let (taken_in, taken_out) = bounded(permits);
        ChannelSemaphore {
            taken_in,
            taken_out,
        }
    }

    /// Acquires a permit, blocking the current thread until one is available.
    #[inline]
    pub fn acquire(&self) -> Permit<'_> {
        // Cannot fail: the receiver is in this struct, too.
        let _ = self.taken_in.send(());
        Permit { semaphore: self }
    }

    /// Acquires a permit if one is available now.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let taken = self.taken_in.try_send(()).is_ok();
        taken.then(|| Permit { semaphore: self })
    }

    /// Acquires a permit, blocking the current thread for at most `limit`.
    pub fn acquire_timeout(&self, limit: Duration) -> Option<Permit<'_>> {
        let taken = self.taken_in.send_timeout((), limit).is_ok();
        taken.then(|| Permit { semaphore: self })
    }
}

// ANCHOR: release
impl Permit<'_> {
    // TRAP: a thread that leaves without this call keeps its permit forever.
    /// Releases the permit.
    pub fn release(self) {
        // Does not block: there is a message in the channel for each permit in use.
        let _ = self.semaphore.taken_out.recv();
    }
}
// ANCHOR_END: release
