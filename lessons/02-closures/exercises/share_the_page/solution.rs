//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::sync::{Arc, Mutex, thread};

/// What two closures in the background write on one page.
pub fn write() -> String {
    // CHANGED: each closure has a share of the page, so nobody outlives it; and whoever writes holds
    // its lock.
    let page = Arc::new(Mutex::new(String::new()));
    let (theirs, others) = (page.clone(), page.clone());
    let first = thread::spawn(move || theirs.lock().push_str("in "));
    let second = thread::spawn(move || others.lock().push_str("out "));
    first.join().unwrap();
    second.join().unwrap();
    let page = page.lock();
    page.clone()
}
