//! Hostile: one thread runs both closures, one after the other.

use super::grade::Page;
use super::sync::thread;

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    let both = thread::spawn(|| {
        let mut page = Page::default();
        first(&mut page);
        second(&mut page);
        page
    });
    thread::yield_now();
    both.join().unwrap()
}
