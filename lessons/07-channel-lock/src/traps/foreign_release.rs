//! The trap `foreign-release`: a thread that got no permit releases one. A channel does not know which
//! thread a message belongs to.
//!
//! In Go, it is a `defer func() { <-lock }()` in front of the `select` with the `default`.
//!
//! ```text
//!    worker 1               taken    worker 2
//! 1  sends: is inside       ( )
//! 2                         ( )      tries to send: no free slot
//! 3                                  receives, although it is not inside
//! 4                         ( )      sends: is inside too
//! ```

pub use crate::semaphore::Permit;

use crate::semaphore;
use crate::sync::time::Duration;

/// A counting semaphore that sometimes admits too many.
#[derive(Debug)]
pub struct ChannelSemaphore(semaphore::ChannelSemaphore);

impl ChannelSemaphore {
    /// Creates a semaphore with this many permits, all of them available.
    ///
    /// # Panics
    /// If `permits` is 0, because every thread that wanted one would block forever.
    pub fn new(permits: usize) -> ChannelSemaphore {
        ChannelSemaphore(semaphore::ChannelSemaphore::new(permits))
    }

    /// Acquires a permit, blocking the current thread until one is available.
    pub fn acquire(&self) -> Permit<'_> {
        self.0.acquire()
    }

    /// Acquires a permit if one is available now.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let taken = self.0.taken_in.try_send(()).is_ok();
        // TRAP: the permit is constructed before `then_some` checks `taken`, and dropped if it is false.
        taken.then_some(Permit { semaphore: &self.0 })
    }

    /// Acquires a permit, blocking the current thread for at most `limit`.
    pub fn acquire_timeout(&self, limit: Duration) -> Option<Permit<'_>> {
        let taken = self.0.taken_in.send_timeout((), limit).is_ok();
        // TRAP: the permit is constructed before `then_some` checks `taken`, and dropped if it is false.
        taken.then_some(Permit { semaphore: &self.0 })
    }
}
