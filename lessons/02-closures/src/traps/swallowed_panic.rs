//! The trap `swallowed-panic`: waits for the closure, and ignores whether it panicked.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  waits
//! 3                                does the first half, panics
//! 4  continues as if all were done
//! ```

use crate::background::Background;
use crate::sync::thread::Result;

/// Blocks until the work has ended. Everything it did is visible after that.
///
/// # Errors
/// Returns the panic's payload if the work panicked.
pub fn wait(background: Background) -> Result<()> {
    // TRAP: discards the panic.
    let _ = background.worker.join();
    Ok(())
}
