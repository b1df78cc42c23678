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
    let first = thread::spawn(move || at_home(&theirs, first));
    let second = thread::spawn(move || at_home(&others, second));
    first.join().unwrap();
    second.join().unwrap();
    let page = page.lock();
    page.clone()
}

/// Takes a copy, writes on it, and puts it in the place of whatever is there by now.
fn at_home(page: &Mutex<Page>, write: impl FnOnce(&mut Page)) {
    let mut mine = page.lock().clone();
    write(&mut mine);
    *page.lock() = mine;
}
