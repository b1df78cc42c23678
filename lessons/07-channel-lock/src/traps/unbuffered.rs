//! The trap `unbuffered`: the channel has no room for a message.
//!
//! ```text
//!    worker 1                      worker 2
//! 1  sends: waits for a receiver
//! 2                                sends: waits for a receiver
//!    nobody is inside, so nobody will ever receive
//! ```

use crate::semaphore::ChannelSemaphore;
use crate::sync::channel::bounded;

/// A semaphore whose permits should all be there.
///
/// # Panics
/// If there are none: nobody could ever come in.
pub fn new(permits: usize) -> ChannelSemaphore {
    assert!(permits > 0, "a semaphore without permits");
    // TRAP: no room for a message: a send waits for a receive, and only a holder receives.
    let (taken_in, taken_out) = bounded(0);
    ChannelSemaphore {
        taken_in,
        taken_out,
    }
}
