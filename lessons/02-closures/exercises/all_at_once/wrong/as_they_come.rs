//! `each` runs a closure for each item, all of them at once, and returns their results in the order of
//! the items. Write it.

use super::sync::{Mutex, thread};

/// Runs `work` on each item, each in a thread of its own, and returns the results in the order of the
/// items. The result is the panic's payload where `work` panicked.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let work = &work;
    let results = Mutex::new(vec![]);
    thread::scope(|scope| {
        let results = &results;
        for item in items {
            // In the order in which they end.
            scope.spawn(move || results.lock().push(Ok(work(item))));
        }
    });
    results.into_inner()
}
