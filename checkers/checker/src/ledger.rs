//! What a model keeps for itself, beside what it checks.

use std::sync::{Mutex, PoisonError};

/// A value that threads of a model share, and whose use is no step: the checkers do not see it.
///
/// Their order of use is not explored either. So it is used while a lock of the model is held, or when
/// all threads but one have ended.
#[derive(Debug, Default)]
pub struct Ledger<T>(Mutex<T>);

impl<T> Ledger<T> {
    /// A ledger that holds `value`.
    pub fn new(value: T) -> Self {
        Ledger(Mutex::new(value))
    }

    /// Calls `f` with the value. No thread is switched meanwhile, unless `f` uses what is checked.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
