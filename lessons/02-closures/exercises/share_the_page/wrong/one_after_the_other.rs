//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::grade::Page;
use super::sync::thread;

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    let mut page = Page::default();
    // A scope each: then nobody else writes, since nobody else runs.
    thread::scope(|scope| {
        scope.spawn(|| first(&mut page));
    });
    thread::scope(|scope| {
        scope.spawn(|| second(&mut page));
    });
    page
}
