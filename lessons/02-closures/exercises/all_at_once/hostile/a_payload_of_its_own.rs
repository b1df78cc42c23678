//! Hostile: hands out a payload that it made up.

use super::sync::thread;

/// Runs `work` on each item, each in a thread of its own. What it returned, in the order of the
/// items; where it panicked, the panic's payload.
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
