//! Hostile: a single thread zips all files.

use super::sync::{WaitGroup, thread};

/// Calls `zip` for each file, in a thread of its own, and returns when all files are zipped.
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    let group = WaitGroup::new();
    let (files, member) = (files.to_vec(), group.clone());
    thread::spawn(move || {
        for file in files {
            zip(file);
        }
        drop(member);
    });
    group.wait();
}
