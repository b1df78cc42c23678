//! Searches take turns: at most as many OS threads search at once as the machine has cores.
//!
//! Tests mostly wait, so more of them run at once than there are cores (`.cargo/config.toml`). A search
//! never waits, and has a time limit: beside others it would only take longer. One that could use more cores gets
//! those that are left over.

use parking_lot::{Condvar, Mutex};
use std::num::NonZero;
use std::thread::available_parallelism;

struct Turns {
    searching: usize,
    waiting: usize,
}

static TURNS: Mutex<Turns> = Mutex::new(Turns {
    searching: 0,
    waiting: 0,
});
static FEWER: Condvar = Condvar::new();

/// Permission to search on one OS thread, until it is dropped.
pub(crate) struct Turn(());

/// How many OS threads can run at once.
pub(crate) fn cores() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}

/// Waits until fewer OS threads search than there are cores.
pub(crate) fn turn() -> Turn {
    let (cores, mut turns) = (cores(), TURNS.lock());
    turns.waiting += 1;
    FEWER.wait_while(&mut turns, |turns| turns.searching >= cores);
    turns.waiting -= 1;
    turns.searching += 1;
    Turn(())
}

/// A turn if there is a core on which nothing searches, unless a search waits for it.
pub(crate) fn left_over() -> Option<Turn> {
    let (cores, mut turns) = (cores(), TURNS.lock());
    if turns.searching + turns.waiting >= cores {
        return None;
    }
    turns.searching += 1;
    Some(Turn(()))
}

impl Drop for Turn {
    fn drop(&mut self) {
        TURNS.lock().searching -= 1;
        FEWER.notify_one();
    }
}
