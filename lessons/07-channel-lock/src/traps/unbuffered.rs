//! The trap `unbuffered`: the channel has no slot for a message.
//!
//! ```text
//!    worker 1                      worker 2
//! 1  sends: blocks until a receive
//! 2                                sends: blocks until a receive
//!    no worker is inside, so none will ever receive
//! ```

use crate::semaphore::ChannelSemaphore;
use crate::sync::channel::bounded;

/// Creates a semaphore with this many permits, all of them available.
///
/// # Panics
/// If `permits` is 0, because every thread that wanted one would block forever.
pub fn new(permits: usize) -> ChannelSemaphore {
    assert!(permits > 0, "a semaphore needs at least one permit");
    // TRAP: capacity 0: a send blocks until a receive, and only a holder ever receives.
    let (taken_in, taken_out) = bounded(0);
    ChannelSemaphore {
        taken_in,
        taken_out,
    }
}
