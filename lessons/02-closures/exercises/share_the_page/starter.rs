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
    // TODO: which thread owns the page, how long does it live, and which thread may write when?
    let first = thread::spawn(|| first(&mut page));
    let second = thread::spawn(|| second(&mut page));
    first.join().unwrap();
    second.join().unwrap();
    page
}
