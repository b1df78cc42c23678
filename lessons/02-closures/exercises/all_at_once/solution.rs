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
        // CHANGED: collected, so all of them run before the first is waited for.
        let started = items.iter().map(|item| scope.spawn(move || work(item)));
        let started: Vec<_> = started.collect();
        // CHANGED: in the order of the items, and a panic stays in its place.
        started.into_iter().map(|closure| closure.join()).collect()
    })
}
