//! `zip_all` zips files side by side. It should return when all of them are done, but it never returns.
//! Fix it so that it always returns, and never before the last file is done.

use super::sync::{WaitGroup, thread};

/// Calls `zip` for each file, in a thread of its own, and returns when all files are zipped.
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    let group = WaitGroup::new();
    for file in files {
        let (file, zip, _member) = (*file, zip.clone(), group.clone());
        thread::spawn(move || {
            // The closure does not name the member, so it stays outside, and leaves at once.
            zip(file);
        });
    }
    group.wait();
}
