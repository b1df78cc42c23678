//! Two ways to wait that take equally long: a sleep, and a receive from a timer.
//!
//! Only the second can stand in a select, so only the second can be interrupted.

use crate::sync::channel::after;
use crate::sync::thread::sleep;
use crate::sync::time::{Duration, Instant};

/// Sleeps: how long it took.
pub fn slept(duration: Duration) -> Duration {
    let start = Instant::now();
    sleep(duration);
    start.elapsed()
}

/// Receives from a timer: how long it took.
pub fn received(duration: Duration) -> Duration {
    let start = Instant::now();
    // It has no senders that could be gone: it brings one message, the time.
    let _ = after(duration).recv();
    start.elapsed()
}
