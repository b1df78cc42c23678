//! The trap `sleep-is-not-wait`: sleeps for a while, and assumes that the closure has finished.
//!
//! That works until the work takes longer than the sleep: more data, or a busy machine.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  sleeps 1 ms
//! 3                                does the first half
//! 4  wakes up, and continues as if all were done
//! ```

use crate::background::Background;
use crate::sync::thread::{Result, sleep};
use crate::sync::time::Duration;

/// Blocks until the work has ended. Everything it did is visible after that.
///
/// # Errors
/// Returns the panic's payload if the work panicked.
pub fn wait(background: Background) -> Result<()> {
    // TRAP: no sleep is long enough.
    sleep(Duration::from_millis(1));
    drop(background.worker);
    Ok(())
}
