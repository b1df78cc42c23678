//! Hostile: one thread after the other; which is first is left to another thread.

use super::sync::{Arc, Mutex, thread};
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    let first = Arc::new(Mutex::new(0));
    let theirs = first.clone();
    let other = thread::spawn(move || *theirs.lock() = 1);
    let turn = *first.lock();
    other.join().unwrap();
    let mut files = files.to_vec();
    if turn == 1 {
        files.reverse();
    }
    for file in files {
        let zip = zip.clone();
        thread::spawn(move || zip(file)).join().unwrap();
    }
}
