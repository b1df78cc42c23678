//! What a model keeps for itself, beside what it checks.

use std::sync::{Mutex, PoisonError};

/// A value that the threads of a model share without any step that a checker sees.
///
/// The order in which threads use it is not explored either, so use it while a lock of the model is held, or after
/// all other threads have finished.
///
/// # Examples
/// ```
/// use checker::{Ledger, explorer::{check, sync::Mutex, sync::thread}};
///
/// let report = check("docs/ledger", || {
///     let (lock, most) = (Mutex::new(()), Ledger::new((0, 0)));
///     let enter = || {
///         let _guard = lock.lock();
///         most.with(|(inside, most)| {
///             *inside += 1;
///             *most = (*most).max(*inside);
///         });
///         most.with(|(inside, _)| *inside -= 1);
///     };
///     thread::scope(|scope| {
///         scope.spawn(enter);
///         scope.spawn(enter);
///     });
///     most.with(|(_, most)| *most)
/// });
/// report.holds().reaches(["1"]);
/// ```
#[derive(Debug, Default)]
pub struct Ledger<T>(Mutex<T>);

impl<T> Ledger<T> {
    /// Creates a ledger that holds `value`.
    pub fn new(value: T) -> Self {
        Ledger(Mutex::new(value))
    }

    /// Calls `f` with the value. No other thread runs during the call, unless `f` uses checked types.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
