//! The trap `sleep-is-not-wait`: sleeps for a while, and takes the closure for done.
//!
//! It works until the work takes longer than the sleep: more data, a busy machine.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  sleeps 1 ms
//! 3                                does the first half
//! 4  wakes up: goes on as if all were done
//! ```

use crate::background::Background;
use crate::sync::thread::{Result, sleep};
use crate::sync::time::Duration;

/// Waits until the work has ended: all that it did is visible from here on.
///
/// # Errors
/// The work panicked; the payload is the panic's.
pub fn wait(background: Background) -> Result<()> {
    // TRAP: no time is long enough.
    sleep(Duration::from_millis(1));
    drop(background.worker);
    Ok(())
}
