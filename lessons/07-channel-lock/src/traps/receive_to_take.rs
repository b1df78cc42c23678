//! The trap `receive-to-take`: the mirrored protocol, where receiving takes and sending gives back,
//! and the channel was never filled.
//!
//! ```text
//!    worker 1                      worker 2
//! 1  receives: nothing there, waits
//! 2                                receives: nothing there, waits
//!    nobody is inside, so nobody will ever send
//! ```

use crate::mirrored::ChannelSemaphore;
use crate::sync::channel::bounded;

/// A semaphore whose permits should all be there.
///
/// # Panics
/// If there are none: nobody could ever come in.
pub fn new(permits: usize) -> ChannelSemaphore {
    assert!(permits > 0, "a semaphore without permits");
    let (free_in, free_out) = bounded(permits);
    // TRAP: the channel was to be filled here: it is empty, as if all permits were taken.
    ChannelSemaphore { free_in, free_out }
}
