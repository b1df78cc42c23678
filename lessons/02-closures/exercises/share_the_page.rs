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
    // TODO: who owns the page, how long does it live, and who may write when?
    let first = thread::spawn(|| first(&mut page));
    let second = thread::spawn(|| second(&mut page));
    first.join().unwrap();
    second.join().unwrap();
    page
}
