//! Hostile: starts threads that do nothing, and runs all items itself.

use super::sync::{Mutex, thread};

/// Runs `work` on each item, each in a thread of its own, and returns the results in the order of the
/// items. The result is the panic's payload where `work` panicked.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let shown = Mutex::new(0);
    thread::scope(|scope| {
        for _ in items {
            scope.spawn(|| *shown.lock() += 1);
        }
        *shown.lock() += 1;
    });
    let caught = |item| std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(item)));
    items.iter().map(caught).collect()
}
