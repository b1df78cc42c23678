//! Hostile: the calling thread runs the last item itself.

use super::sync::thread;

/// Runs `work` on each item, each in a thread of its own, and returns the results in the order of the
/// items. The result is the panic's payload where `work` panicked.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let work = &work;
    let Some((last, others)) = items.split_last() else {
        return vec![];
    };
    thread::scope(|scope| {
        let started = others.iter().map(|item| scope.spawn(move || work(item)));
        let started: Vec<_> = started.collect();
        let last = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(last)));
        let ended = started.into_iter().map(|closure| closure.join());
        ended.chain([last]).collect()
    })
}
