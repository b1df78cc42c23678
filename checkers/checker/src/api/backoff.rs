//! Twin of crossbeam's `Backoff`.

use super::machines::thread::yield_at;
use crate::plain::here;
use std::cell::Cell;

/// Gives way in a loop that waits for others; twin of [`crossbeam::utils::Backoff`].
///
/// However long the real one spins, here each turn lets the others go first, and it is
/// [completed](Backoff::is_completed) after two.
#[derive(Debug, Default)]
pub struct Backoff {
    turns: Cell<u32>,
}

impl Backoff {
    /// A backoff that has not given way yet.
    pub fn new() -> Self {
        Backoff::default()
    }

    /// Begins again.
    pub fn reset(&self) {
        self.turns.set(0);
    }

    /// Gives way for a short time, where another thread has made progress.
    #[track_caller]
    pub fn spin(&self) {
        yield_at(here());
    }

    /// Gives way for a longer time, where another thread has to make progress first.
    #[track_caller]
    pub fn snooze(&self) {
        self.turns.set(self.turns.get() + 1);
        yield_at(here());
    }

    /// Whether it is time to park instead.
    pub fn is_completed(&self) -> bool {
        self.turns.get() >= 2
    }
}
