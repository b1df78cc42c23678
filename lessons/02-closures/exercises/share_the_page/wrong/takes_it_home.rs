//! Two closures each write a word on one page, and the compiler rejects it. Share the page so that the
//! program compiles and both words are there in the end. The closures must still run side by side.

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

/// Takes a copy, writes on it, and replaces whatever is there by then.
fn at_home(page: &Mutex<Page>, write: impl FnOnce(&mut Page)) {
    let mut mine = page.lock().clone();
    write(&mut mine);
    *page.lock() = mine;
}
