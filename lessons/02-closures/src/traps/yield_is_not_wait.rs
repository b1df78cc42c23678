//! The trap `yield-is-not-wait`: gives the closure a chance to run, and assumes that it has finished.
//!
//! A yield is a hint. The scheduler may let this thread continue at once, or start the other thread and
//! interrupt it before it has finished.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  yields
//! 3                                does the first half
//! 4  continues as if all were done
//! ```

use crate::background::Background;
use crate::sync::thread::{Result, yield_now};

/// Blocks until the work has ended. Everything it did is visible after that.
///
/// # Errors
/// Returns the panic's payload if the work panicked.
pub fn wait(background: Background) -> Result<()> {
    // TRAP: a yield lets other threads run, but does not make them finish.
    yield_now();
    drop(background.worker);
    Ok(())
}
