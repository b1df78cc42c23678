//! Right: each thread writes into a slot of its own.

use super::sync::{Mutex, thread};
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let results: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        let handles: Vec<_> = items
            .iter()
            .zip(&results)
            .map(|(item, slot)| {
                let work = &work;
                scope.spawn(move || {
                    *slot.lock() = Some(work(item));
                })
            })
            .collect();
        handles
            .into_iter()
            .zip(&results)
            .map(|(h, slot)| h.join().map(|()| slot.lock().take().unwrap()))
            .collect()
    })
}
