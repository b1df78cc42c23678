//! The trap `yield-is-not-wait`: gives the closure a chance to run, and takes it for done.
//!
//! A yield is a hint: the scheduler may let this thread go on at once, or the other one begin and not
//! finish.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  yields
//! 3                                does the first half
//! 4  goes on as if all were done
//! ```

use crate::background::Background;
use crate::sync::thread::{Result, yield_now};

/// Waits until the work has ended: all that it did is visible from here on.
///
/// # Errors
/// The work panicked; the payload is the panic's.
pub fn wait(background: Background) -> Result<()> {
    // TRAP: lets others run; whether they do, and how far they get, nobody knows.
    yield_now();
    drop(background.worker);
    Ok(())
}
