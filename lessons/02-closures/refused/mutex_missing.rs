//! Refused: an `Arc` allows only reads, because both threads could write at once.

use std::sync::Arc;
use std::thread;

fn main() {
    let bytes = Arc::new(0);
    let theirs = bytes.clone();
    let counter = thread::spawn(move || *theirs += 5);
    counter.join().unwrap();
    println!("{bytes} bytes");
}
