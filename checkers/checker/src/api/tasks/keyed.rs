//! The wakers of futures that wait for one condition, all of which are woken by it.

use std::collections::BTreeMap;
use std::task::Waker;

/// By future, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Wakers {
    next: usize,
    wakers: BTreeMap<usize, Waker>,
}

impl Wakers {
    /// Keeps the waker of a future, which `key` tells from others from now on.
    pub(super) fn put(&mut self, key: &mut Option<usize>, waker: &Waker) {
        let key = *key.get_or_insert_with(|| {
            self.next += 1;
            self.next
        });
        self.wakers.insert(key, waker.clone());
    }

    /// The future is dropped.
    pub(super) fn remove(&mut self, key: usize) {
        self.wakers.remove(&key);
    }

    /// All of them, to be woken.
    pub(super) fn take(&mut self) -> Vec<Waker> {
        std::mem::take(&mut self.wakers).into_values().collect()
    }
}
