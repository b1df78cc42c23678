//! Right: threads with names, from a builder.

use super::sync::thread::{self, Builder, ScopedJoinHandle};
/// Runs all items.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let work = &work;
    thread::scope(|scope| {
        let mut handles: Vec<ScopedJoinHandle<'_, R>> = Vec::with_capacity(items.len());
        for (n, item) in items.iter().enumerate() {
            let handle = Builder::new()
                .name(format!("item {n}"))
                .spawn_scoped(scope, move || work(item));
            handles.push(handle.expect("a thread"));
        }
        let mut results = vec![];
        for handle in handles {
            results.push(handle.join());
        }
        results
    })
}
