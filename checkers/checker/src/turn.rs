//! Searches take turns: at most as many at once as the machine has cores.
//!
//! Tests mostly wait, so more of them run at once than there are cores (`.cargo/config.toml`). A search
//! never waits, and has a time limit: beside others it would only take longer.

use parking_lot::{Condvar, Mutex};
use std::num::NonZero;
use std::thread::available_parallelism;

static SEARCHING: Mutex<usize> = Mutex::new(0);
static FEWER: Condvar = Condvar::new();

/// Permission to search, until it is dropped.
pub(crate) struct Turn(());

/// Waits until fewer searches are running than there are cores.
pub(crate) fn turn() -> Turn {
    let cores = available_parallelism().map_or(1, NonZero::get);
    let mut searching = SEARCHING.lock();
    FEWER.wait_while(&mut searching, |searching| *searching >= cores);
    *searching += 1;
    Turn(())
}

impl Drop for Turn {
    fn drop(&mut self) {
        *SEARCHING.lock() -= 1;
        FEWER.notify_one();
    }
}
