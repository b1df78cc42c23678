//! The trap `swallowed-panic`: waits, and does not look at what became of the closure.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  waits
//! 3                                does the first half, panics
//! 4  goes on as if all were done
//! ```

use crate::background::Background;
use crate::sync::thread::Result;

/// Waits until the work has ended: all that it did is visible from here on.
///
/// # Errors
/// The work panicked; the payload is the panic's.
pub fn wait(background: Background) -> Result<()> {
    // TRAP: throws away whether it panicked.
    let _ = background.worker.join();
    Ok(())
}
