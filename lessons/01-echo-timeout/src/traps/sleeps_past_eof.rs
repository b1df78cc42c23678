//! The trap `sleeps-past-eof`: the foreground sleeps on although the input has ended.
//!
//! ```text
//!    copier                        foreground
//! 1                                sleeps 30 s
//! 2  finds the end of the input
//! 3  ends, tells
//! 4                                still sleeps: nobody hears it
//! ```

use crate::echo::Echo;
use crate::echoed::{Echoed, Ending};
use crate::sync::thread::sleep;
use crate::sync::time::Duration;

/// Waits until the copier ends, but no longer than `timeout`; then, no longer than `grace`,
/// until all that was accepted is written.
///
/// If both end at once, it is the copier's end that counts. A time too long for the clock is
/// for ever.
pub fn wait(echo: Echo, timeout: Duration, grace: Duration) -> Echoed {
    let Echo { monitor, copier } = echo;
    // TRAP: sleeps on, although the copier may have ended long ago.
    sleep(timeout);
    let mut progress = monitor.progress.lock();
    let ending = if progress.ended {
        Ending::CopierEnded
    } else {
        progress.closed = true;
        monitor.wait_while(&mut progress, grace, |now| {
            now.read != now.written && !now.ended
        });
        Ending::TimedOut
    };
    Echoed {
        ending,
        read: progress.read,
        written: progress.written,
        error: progress.error.take(),
        copier,
    }
}
