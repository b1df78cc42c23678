//! The trap `foreign-release`: who got no permit gives one back. A channel does not ask whose it is.
//!
//! In Go it is a `defer func() { <-lock }()` that stands before the `select` with the `default`.
//!
//! ```text
//!    worker 1               taken    worker 2
//! 1  sends: is inside       ( )
//! 2                         ( )      tries to send: no room
//! 3                                  receives, although it is not inside
//! 4                         ( )      sends: is inside too
//! ```

pub use crate::semaphore::Permit;

use crate::semaphore;
use crate::sync::time::Duration;

/// Lets so many in at a time, or more.
#[derive(Debug)]
pub struct ChannelSemaphore(semaphore::ChannelSemaphore);

impl ChannelSemaphore {
    /// A semaphore whose permits are all there.
    ///
    /// # Panics
    /// If there are none: nobody could ever come in.
    pub fn new(permits: usize) -> Self {
        ChannelSemaphore(semaphore::ChannelSemaphore::new(permits))
    }

    /// Waits until there is a permit, and takes it.
    pub fn acquire(&self) -> Permit<'_> {
        self.0.acquire()
    }

    /// Takes a permit if there is one now.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let taken = self.0.taken_in.try_send(()).is_ok();
        // TRAP: `then_some` makes its permit before it looks, and drops it if there is none.
        taken.then_some(Permit { semaphore: &self.0 })
    }

    /// Waits until there is a permit, but no longer than `limit`.
    pub fn acquire_timeout(&self, limit: Duration) -> Option<Permit<'_>> {
        let taken = self.0.taken_in.send_timeout((), limit).is_ok();
        // TRAP: `then_some` makes its permit before it looks, and drops it if there is none.
        taken.then_some(Permit { semaphore: &self.0 })
    }
}
