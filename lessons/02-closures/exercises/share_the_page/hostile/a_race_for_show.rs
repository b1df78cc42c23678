//! Hostile: two threads race for the order in which the calling thread writes both words.

use super::grade::Page;
use super::sync::{Arc, Mutex, thread};

/// Runs two closures in the background that write on one page, and returns the page.
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    let order = Arc::new(Mutex::new(vec![]));
    let shown = [0, 1].map(|number| {
        let order = order.clone();
        thread::spawn(move || order.lock().push(number))
    });
    for thread in shown {
        thread.join().unwrap();
    }
    let mut page = Page::default();
    if order.lock()[0] == 0 {
        first(&mut page);
        second(&mut page);
    } else {
        second(&mut page);
        first(&mut page);
    }
    page
}
