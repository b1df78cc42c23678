//! Twin of crossbeam's `Backoff`.

use super::machines::thread::yield_at;
use crate::plain::here;
use std::cell::Cell;

/// Backs off in a loop that polls; the checked type for [`crossbeam::utils::Backoff`].
///
/// However long the real one spins, here each iteration lets other threads run first, and the backoff is
/// [completed](Backoff::is_completed) after two.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Backoff};
///
/// let report = check("backoff", || {
///     let backoff = Backoff::new();
///     let mut rounds = 0;
///     while !backoff.is_completed() {
///         backoff.snooze();
///         rounds += 1;
///     }
///     rounds
/// });
/// report.holds().reaches(["2"]);
/// ```
#[derive(Debug, Default)]
pub struct Backoff {
    turns: Cell<u32>,
}

impl Backoff {
    /// Creates a backoff that has not backed off yet.
    pub fn new() -> Self {
        Backoff::default()
    }

    /// Resets the backoff to its initial state.
    pub fn reset(&self) {
        self.turns.set(0);
    }

    /// Backs off for a short time, where another thread has made progress.
    #[track_caller]
    pub fn spin(&self) {
        yield_at(here());
    }

    /// Backs off for a longer time, where another thread has to make progress first.
    #[track_caller]
    pub fn snooze(&self) {
        self.turns.set(self.turns.get() + 1);
        yield_at(here());
    }

    /// Returns true if the thread should block instead, for example by parking.
    pub fn is_completed(&self) -> bool {
        self.turns.get() >= 2
    }
}
