//! `zip_all` zips files side by side. It should return when all of them are done, but it never returns.
//! Fix it so that it always returns, and never before the last file is done.

use super::sync::{WaitGroup, thread};

/// Calls `zip` for each file, in a thread of its own, and returns when all files are zipped.
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    let group = WaitGroup::new();
    let member = group.clone();
    for file in files {
        let (file, zip, member) = (*file, zip.clone(), member.clone());
        thread::spawn(move || {
            zip(file);
            drop(member);
        });
    }
    group.wait();
    // Too late: the line above waits for this one.
    drop(member);
}
