//! The slot in every execution that loom can explore.
#![cfg(loom)]

use loom::thread;
use slot::Slot;
use std::sync::atomic::{AtomicUsize, Ordering};

// ANCHOR: model
#[test]
fn the_message_is_whole_or_not_there() {
    // From std and outside of the model, because they count over all executions.
    static TAKEN: AtomicUsize = AtomicUsize::new(0);
    static EMPTY: AtomicUsize = AtomicUsize::new(0);
    loom::model(|| {
        let slot: &'static mut Slot<[u8; 2]> = Box::leak(Box::new(Slot::new()));
        let (filler, mut taker) = slot.ends();
        let thread = thread::spawn(move || filler.fill([1, 2]));
        match taker.take() {
            Some(message) => {
                assert_eq!(message, [1, 2]);
                TAKEN.fetch_add(1, Ordering::Relaxed);
            }
            None => {
                EMPTY.fetch_add(1, Ordering::Relaxed);
            }
        }
        thread.join().unwrap();
    });
    // A model that never reaches one of the outcomes hasn't checked it.
    assert!(TAKEN.load(Ordering::Relaxed) > 0);
    assert!(EMPTY.load(Ordering::Relaxed) > 0);
}
// ANCHOR_END: model
