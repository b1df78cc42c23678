//! The map in an `UnsafeCell`: nothing says that threads may share it.

use std::cell::UnsafeCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

fn main() {
    let words = Arc::new(UnsafeCell::new(HashMap::new()));
    let theirs = words.clone();
    let worker = thread::spawn(move || {
        // SAFETY: none; that is the point.
        unsafe { (*theirs.get()).insert("the", 1) };
    });
    worker.join().unwrap();
}
