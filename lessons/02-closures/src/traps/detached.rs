//! The trap `detached`: no thread waits, and the process may end before the closure has finished.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  drops the handle, continues
//! 3                                begins
//! 4  returns from main: the process ends
//! ```

use crate::background::Background;
use crate::sync::thread::Result;

/// Blocks until the work has ended. Everything it did is visible after that.
///
/// # Errors
/// Returns the panic's payload if the work panicked.
pub fn wait(background: Background) -> Result<()> {
    // TRAP: drops the handle, which detaches the thread.
    drop(background.worker);
    Ok(())
}
