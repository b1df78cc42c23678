//! The technique: a channel with one slot for each permit. Sending acquires a permit, receiving
//! releases it.
//!
//! A full channel blocks the next sender, and that is all a semaphore has to do. With one permit it is
//! a lock:
//!
//! ```text
//!    worker 1               taken    worker 2
//! 1  sends: is inside       ( )
//! 2                         ( )      sends: no free slot, blocks
//! 3  receives: is outside   ( )      its message moves up: is inside
//! 4                                  receives: is outside
//! ```
//!
//! The third step adds several permits, a try and a timeout. A permit releases itself when it is
//! dropped, so it cannot be forgotten.
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
/// A counting semaphore: at most `permits` threads hold a permit at once.
#[derive(Debug)]
pub struct ChannelSemaphore {
    /// The channel holds a message for each permit in use. Acquiring a permit sends one.
    pub(crate) taken_in: Sender<()>,
    /// Releasing a permit receives one.
    pub(crate) taken_out: Receiver<()>,
}

/// Holds a permit until it is dropped.
#[derive(Debug)]
#[must_use = "a permit that is not kept is released at once"]
pub struct Permit<'a> {
    pub(crate) semaphore: &'a ChannelSemaphore,
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
    /// Releases the permit, as dropping it does.
    pub fn release(self) {}
}

/// Runs at the end of a block, at a `?`, and while a panic unwinds.
impl Drop for Permit<'_> {
    #[inline]
    fn drop(&mut self) {
        // Does not block: there is a message in the channel for each permit in use.
        let _ = self.semaphore.taken_out.recv();
    }
}
// ANCHOR_END: release
// ANCHOR_END: semaphore
