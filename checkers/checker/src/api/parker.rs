//! Twins of crossbeam's `Parker` and `Unparker`.

use super::machines::token::Token;
use super::time::{Duration, Instant, deadline};
use crate::plain::here;
use std::sync::Arc;

/// Blocks its thread until it gets a permit; the checked type for [`crossbeam::sync::Parker`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Parker, sync::thread};
///
/// let report = check("permit", || {
///     let parker = Parker::new();
///     let unparker = parker.unparker().clone();
///     let other = thread::spawn(move || unparker.unpark());
///     parker.park();
///     other.join().unwrap();
/// });
/// report.holds();
/// ```
#[derive(Debug)]
pub struct Parker(Unparker);

/// Provides the permit; the checked type for [`crossbeam::sync::Unparker`].
#[derive(Clone, Debug)]
pub struct Unparker(Arc<Token>);

impl Parker {
    /// Creates a parker without a permit.
    #[track_caller]
    pub fn new() -> Self {
        Parker(Unparker(Token::new(None, "parker", here())))
    }

    /// Blocks the current thread until the permit is available, and consumes it.
    #[track_caller]
    pub fn park(&self) {
        self.0.0.take(None, here());
    }

    /// Parks as [`Parker::park`] does, for at most `timeout`.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Parker, sync::time::Duration};
    ///
    /// // No thread provides a permit, so the timeout expires.
    /// let report = check("timeout", || Parker::new().park_timeout(Duration::from_secs(1)));
    /// report.holds();
    /// ```
    #[track_caller]
    pub fn park_timeout(&self, timeout: Duration) {
        self.0.0.take(Some(deadline(timeout)), here());
    }

    /// Parks as [`Parker::park`] does, until `deadline` at most.
    #[track_caller]
    pub fn park_deadline(&self, deadline: Instant) {
        self.0.0.take(Some(Some(deadline)), here());
    }

    /// Returns the handle that provides the permit of this parker.
    pub fn unparker(&self) -> &Unparker {
        &self.0
    }
}

impl Default for Parker {
    #[track_caller]
    fn default() -> Self {
        Parker::new()
    }
}

impl Unparker {
    /// Provides the permit; a second one has no effect until the first was consumed.
    #[track_caller]
    pub fn unpark(&self) {
        self.0.give(here());
    }
}
