//! Hostile: one thread after the other, in an order that a further thread decides.

use super::sync::{Mutex, thread};
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<thread::Result<R>> {
    let first = Mutex::new(0);
    let turn = thread::scope(|s| {
        s.spawn(|| *first.lock() = 1);
        *first.lock()
    });
    let mut out: Vec<_> = items.iter().map(|_| None).collect();
    let n = items.len();
    for k in 0..n {
        let i = if turn == 1 { n - 1 - k } else { k };
        out[i] = Some(thread::scope(|s| s.spawn(|| work(&items[i])).join()));
    }
    out.into_iter().map(Option::unwrap).collect()
}
