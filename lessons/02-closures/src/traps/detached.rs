//! The trap `detached`: nobody waits, and the process ends before the closure has run, or halfway.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  goes on, drops the handle
//! 3                                begins
//! 4  returns from main: the process is gone
//! ```

use crate::background::Background;
use crate::sync::thread::Result;

/// Waits until the work has ended: all that it did is visible from here on.
///
/// # Errors
/// The work panicked; the payload is the panic's.
pub fn wait(background: Background) -> Result<()> {
    // TRAP: drops the handle, which detaches the thread.
    drop(background.worker);
    Ok(())
}
