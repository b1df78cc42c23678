//! The map behind an `Arc`: shared by all, so no thread may change it.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

fn main() {
    let words = Arc::new(HashMap::new());
    let theirs = words.clone();
    let worker = thread::spawn(move || {
        theirs.insert("the", 1);
    });
    worker.join().unwrap();
}
