//! Hostile: returns a payload that it made up.

use super::sync::thread;

/// Runs `work` on each item, each in a thread of its own, and returns the results in the order of the
/// items. The result is the panic's payload where `work` panicked.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let work = &work;
    thread::scope(|scope| {
        let started = items.iter().map(|item| scope.spawn(move || work(item)));
        let started: Vec<_> = started.collect();
        let ended = started.into_iter().map(|closure| closure.join());
        ended
            .map(|ended| ended.map_err(|_| Box::new("a panic") as _))
            .collect()
    })
}
