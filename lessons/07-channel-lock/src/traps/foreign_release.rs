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

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::time::Duration;

/// Lets so many in at a time.
#[derive(Debug)]
pub struct ChannelSemaphore {
    /// The channel holds a message for each permit that somebody has. Whoever takes one sends.
    taken_in: Sender<()>,
    /// Whoever gives one back receives.
    taken_out: Receiver<()>,
}

/// A permit is its holder's until this is dropped.
#[derive(Debug)]
#[must_use = "a permit that nobody keeps is given back at once"]
pub struct Permit<'a> {
    semaphore: &'a ChannelSemaphore,
}

impl ChannelSemaphore {
    /// A semaphore whose permits are all there.
    ///
    /// # Panics
    /// If there are none: nobody could ever come in.
    pub fn new(permits: usize) -> Self {
        assert!(permits > 0, "a semaphore without permits");
        let (taken_in, taken_out) = bounded(permits);
        ChannelSemaphore {
            taken_in,
            taken_out,
        }
    }

    /// Waits until there is a permit, and takes it.
    #[inline]
    pub fn acquire(&self) -> Permit<'_> {
        // Cannot fail: the other end is in here too.
        let _ = self.taken_in.send(());
        Permit { semaphore: self }
    }

    /// Takes a permit if there is one now.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let taken = self.taken_in.try_send(()).is_ok();
        // TRAP: `then_some` makes its permit before it looks, and drops it if there is none.
        taken.then_some(Permit { semaphore: self })
    }

    /// Waits until there is a permit, but no longer than `limit`.
    pub fn acquire_timeout(&self, limit: Duration) -> Option<Permit<'_>> {
        let taken = self.taken_in.send_timeout((), limit).is_ok();
        // TRAP: `then_some` makes its permit before it looks, and drops it if there is none.
        taken.then_some(Permit { semaphore: self })
    }
}

impl Permit<'_> {
    /// Gives the permit back, as dropping it does.
    pub fn release(self) {}
}

/// Also when a panic unwinds, or a `?` leaves early.
impl Drop for Permit<'_> {
    #[inline]
    fn drop(&mut self) {
        // Does not wait: there is a message in the channel for each permit that somebody has.
        let _ = self.semaphore.taken_out.recv();
    }
}
