//! The same semaphore the other way round: the channel holds the permits that are available. Receiving
//! acquires one, sending releases it.
//!
//! The channel has to start full, or every thread blocks forever: the trap `receive-to-take`. In
//! return, each message can be something: a numbered permit, a connection, a buffer. Then the channel
//! is a pool.

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::time::Duration;

/// A counting semaphore: at most `permits` threads hold a permit at once.
#[derive(Debug)]
pub struct ChannelSemaphore {
    /// The channel holds a message for each permit that is available. Releasing a permit sends one.
    pub(crate) free_in: Sender<()>,
    /// Acquiring a permit receives one.
    pub(crate) free_out: Receiver<()>,
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
        let (free_in, free_out) = bounded(permits);
        for _ in 0..permits {
            let _ = free_in.send(());
        }
        ChannelSemaphore { free_in, free_out }
    }

    /// Acquires a permit, blocking the current thread until one is available.
    #[inline]
    pub fn acquire(&self) -> Permit<'_> {
        // Cannot fail: the sender is in this struct, too.
        let _ = self.free_out.recv();
        Permit { semaphore: self }
    }

    /// Acquires a permit if one is available now.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let taken = self.free_out.try_recv().is_ok();
        taken.then(|| Permit { semaphore: self })
    }

    /// Acquires a permit, blocking the current thread for at most `limit`.
    pub fn acquire_timeout(&self, limit: Duration) -> Option<Permit<'_>> {
        let taken = self.free_out.recv_timeout(limit).is_ok();
        taken.then(|| Permit { semaphore: self })
    }
}

impl Permit<'_> {
    /// Releases the permit, as dropping it does.
    pub fn release(self) {}
}

/// Runs at the end of a block, at a `?`, and while a panic unwinds.
impl Drop for Permit<'_> {
    #[inline]
    fn drop(&mut self) {
        // Does not block: there is a free slot in the channel for each permit in use.
        let _ = self.semaphore.free_in.send(());
    }
}
