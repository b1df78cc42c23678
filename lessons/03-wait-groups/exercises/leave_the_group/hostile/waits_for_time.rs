//! Hostile: sleeps for long enough, and waits for no thread.

use super::sync::thread;
use super::sync::time::Duration;

/// Calls `zip` for each file, in a thread of its own, and returns when all files are zipped.
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    for file in files {
        let (file, zip) = (*file, zip.clone());
        thread::spawn(move || zip(file));
    }
    thread::sleep(Duration::from_secs(3600));
}
