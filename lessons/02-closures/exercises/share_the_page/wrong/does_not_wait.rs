//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::grade::Page;
use super::sync::{Arc, Mutex, thread};

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    let page = Arc::new(Mutex::new(Page::default()));
    let (theirs, others) = (page.clone(), page.clone());
    thread::spawn(move || first(&mut theirs.lock()));
    thread::spawn(move || second(&mut others.lock()));
    thread::yield_now();
    let page = page.lock();
    page.clone()
}
