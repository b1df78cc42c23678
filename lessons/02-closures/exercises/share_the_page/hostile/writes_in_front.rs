//! Hostile: one of the closures runs in the calling thread.

use super::grade::Page;
use super::sync::{Arc, Mutex, thread};

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    let page = Arc::new(Mutex::new(Page::default()));
    let theirs = page.clone();
    let first = thread::spawn(move || first(&mut theirs.lock()));
    second(&mut page.lock());
    first.join().unwrap();
    let page = page.lock();
    page.clone()
}
