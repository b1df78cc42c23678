//! The same semaphore the other way round: the channel holds the permits that are there. Receiving
//! takes one, sending gives it back.
//!
//! The channel must be filled first, or nobody ever comes in: the trap `receive-to-take`. For that
//! each message can be worth something: a permit with a number, a connection, a buffer. Then it is a
//! pool.

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::time::Duration;

/// Lets so many in at a time.
#[derive(Debug)]
pub struct ChannelSemaphore {
    /// The channel holds a message for each permit that nobody has. Whoever gives one back sends.
    pub(crate) free_in: Sender<()>,
    /// Whoever takes one receives.
    pub(crate) free_out: Receiver<()>,
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
        let (free_in, free_out) = bounded(permits);
        for _ in 0..permits {
            let _ = free_in.send(());
        }
        ChannelSemaphore { free_in, free_out }
    }

    /// Waits until there is a permit, and takes it.
    #[inline]
    pub fn acquire(&self) -> Permit<'_> {
        // Cannot fail: the other end is in here too.
        let _ = self.free_out.recv();
        Permit { semaphore: self }
    }

    /// Takes a permit if there is one now.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let taken = self.free_out.try_recv().is_ok();
        taken.then(|| Permit { semaphore: self })
    }

    /// Waits until there is a permit, but no longer than `limit`.
    pub fn acquire_timeout(&self, limit: Duration) -> Option<Permit<'_>> {
        let taken = self.free_out.recv_timeout(limit).is_ok();
        taken.then(|| Permit { semaphore: self })
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
        // Does not wait: there is room in the channel for each permit that somebody has.
        let _ = self.semaphore.free_in.send(());
    }
}
