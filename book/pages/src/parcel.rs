//! Message passing where the data is plain memory, which must not be raced for.

use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::cell::UnsafeCell;

// ANCHOR: parcel
#[derive(Debug)]
pub struct Parcel {
    contents: UnsafeCell<u32>,
    ready: AtomicBool,
}

// SAFETY: the contents are written before the flag is set, and read only after it was seen.
unsafe impl Sync for Parcel {}

impl Parcel {
    pub fn send(&self, contents: u32, order: Ordering) {
        // SAFETY: called once, and no thread reads before the flag is set.
        self.contents.with_mut(|cell| unsafe { *cell = contents });
        self.ready.store(true, order);
    }

    pub fn receive(&self, order: Ordering) -> Option<u32> {
        let ready = self.ready.load(order);
        // SAFETY: the flag is set after the last write.
        ready.then(|| self.contents.with(|cell| unsafe { *cell }))
    }
}
// ANCHOR_END: parcel

impl Default for Parcel {
    fn default() -> Parcel {
        Parcel {
            contents: UnsafeCell::new(0),
            ready: AtomicBool::new(false),
        }
    }
}
