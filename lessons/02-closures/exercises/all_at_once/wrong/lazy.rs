//! `each` runs a closure for each item, all of them at once, and returns their results in the order of
//! the items. Write it.

use super::sync::thread;

/// Runs `work` on each item, each in a thread of its own, and returns the results in the order of the
/// items. The result is the panic's payload where `work` panicked.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let work = &work;
    thread::scope(|scope| {
        // An iterator is lazy: each thread is started only after the one before it was joined.
        let started = items.iter().map(|item| scope.spawn(move || work(item)));
        started.map(|closure| closure.join()).collect()
    })
}
