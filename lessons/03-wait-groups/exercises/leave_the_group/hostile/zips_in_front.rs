//! Hostile: the threads are for show, and the calling thread zips.

use super::sync::{WaitGroup, thread};

/// Calls `zip` for each file, in a thread of its own, and returns when all files are zipped.
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    let group = WaitGroup::new();
    for file in files {
        let member = group.clone();
        thread::spawn(move || drop(member));
        zip(file);
    }
    group.wait();
}
