//! The trap `sleeps-past-eof`: the foreground sleeps on although the input has ended.
//!
//! ```text
//!    copier                        foreground
//! 1                                sleeps 30 s
//! 2  reads the end of the input
//! 3  notifies, ends
//! 4                                still asleep: no thread was waiting
//! ```

use crate::echo::Echo;
use crate::echoed::{Echoed, Ending};
use crate::sync::thread::sleep;
use crate::sync::time::Duration;

/// Blocks until the copier ends, but at most for `timeout`; then, at most for `grace`, until
/// everything that was accepted is written.
///
/// If the copier ends exactly at the timeout, its end is reported. A time that is too long for
/// the clock means forever.
pub fn wait(echo: Echo, timeout: Duration, grace: Duration) -> Echoed {
    let Echo { monitor, copier } = echo;
    // TRAP: a sleep ends at the timeout only, even if the copier ended long ago.
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
