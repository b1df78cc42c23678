//! `zip_all` zips files side by side. It should return when all of them are done, but it never returns.
//! Fix it so that it always returns, and never before the last file is done.

use super::sync::{WaitGroup, thread};

/// Calls `zip` for each file, in a thread of its own, and returns when all files are zipped.
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    let group = WaitGroup::new();
    for file in files {
        // CHANGED: cloned from the group itself, because `wait` also waits for a clone that main keeps.
        let (file, zip, member) = (*file, zip.clone(), group.clone());
        thread::spawn(move || {
            zip(file);
            drop(member);
        });
    }
    group.wait();
}
