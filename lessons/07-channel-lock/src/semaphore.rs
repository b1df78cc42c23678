//! The technique: a channel with room for as many messages as there are permits. Sending takes one,
//! receiving gives one back.
//!
//! A full channel makes the next sender wait: that is all there is to it. With one permit it is a
//! lock:
//!
//! ```text
//!    worker 1               taken    worker 2
//! 1  sends: is inside       ( )
//! 2                         ( )      sends: no room, waits
//! 3  receives: is outside   ( )      its message moves up: is inside
//! 4                                  receives: is outside
//! ```
//!
//! The third step: several permits, who wants one need not wait for ever, and whoever has one cannot
//! forget to give it back.
//!
//! # Examples
//! ```
//! use lesson_07::semaphore::ChannelSemaphore;
//!
//! let semaphore = ChannelSemaphore::new(2);
//! let one = semaphore.acquire();
//! let two = semaphore.acquire();
//! assert!(semaphore.try_acquire().is_none());
//! drop(one);
//! assert!(semaphore.try_acquire().is_some());
//! # drop(two);
//! ```

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::time::Duration;

// ANCHOR: semaphore
/// Lets so many in at a time.
#[derive(Debug)]
pub struct ChannelSemaphore {
    /// The channel holds a message for each permit that somebody has. Whoever takes one sends.
    pub(crate) taken_in: Sender<()>,
    /// Whoever gives one back receives.
    pub(crate) taken_out: Receiver<()>,
}

/// A permit is its holder's until this is dropped.
#[derive(Debug)]
#[must_use = "a permit that nobody keeps is given back at once"]
pub struct Permit<'a> {
    pub(crate) semaphore: &'a ChannelSemaphore,
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
        taken.then(|| Permit { semaphore: self })
    }

    /// Waits until there is a permit, but no longer than `limit`.
    pub fn acquire_timeout(&self, limit: Duration) -> Option<Permit<'_>> {
        let taken = self.taken_in.send_timeout((), limit).is_ok();
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
        // Does not wait: there is a message in the channel for each permit that somebody has.
        let _ = self.semaphore.taken_out.recv();
    }
}
// ANCHOR_END: semaphore
