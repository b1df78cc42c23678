//! Two closures each write a word on one page, and the compiler rejects it. Share the page so that the
//! program compiles and both words are there in the end. The closures must still run side by side.

use super::grade::Page;
use super::sync::{Arc, Mutex, thread};

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    // CHANGED: each closure is an owner of the page, so neither outlives it; and a closure holds the
    // lock while it writes.
    let page = Arc::new(Mutex::new(Page::default()));
    let (theirs, others) = (page.clone(), page.clone());
    let first = thread::spawn(move || first(&mut theirs.lock()));
    let second = thread::spawn(move || second(&mut others.lock()));
    first.join().unwrap();
    second.join().unwrap();
    let page = page.lock();
    page.clone()
}
