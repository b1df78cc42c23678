//! The trap `receive-to-take`: the mirrored protocol, where receiving acquires and sending releases,
//! over a channel that was never filled.
//!
//! ```text
//!    worker 1                      worker 2
//! 1  receives: empty, blocks
//! 2                                receives: empty, blocks
//!    no worker is inside, so none will ever send
//! ```

use crate::mirrored::ChannelSemaphore;
use crate::sync::channel::bounded;

/// Creates a semaphore with this many permits, all of them available.
///
/// # Panics
/// If `permits` is 0, because every thread that wanted one would block forever.
pub fn new(permits: usize) -> ChannelSemaphore {
    assert!(permits > 0, "a semaphore needs at least one permit");
    let (free_in, free_out) = bounded(permits);
    // TRAP: the channel is never filled, as if all permits were in use.
    ChannelSemaphore { free_in, free_out }
}
