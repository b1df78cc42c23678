//! Two ways to wait for the same time: a sleep, and a receive from a timer.
//!
//! Only the second can be an arm of a select, so only the second can be interrupted.

use crate::sync::channel::after;
use crate::sync::thread::sleep;
use crate::sync::time::{Duration, Instant};

/// Sleeps for `duration`, and returns how long that took.
pub fn slept(duration: Duration) -> Duration {
    let start = Instant::now();
    sleep(duration);
    start.elapsed()
}

/// Receives from a timer of `duration`, and returns how long that took.
pub fn received(duration: Duration) -> Duration {
    let start = Instant::now();
    // It cannot fail, because the channel of a timer is never disconnected.
    let _ = after(duration).recv();
    start.elapsed()
}
