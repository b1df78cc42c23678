//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::sync::{Arc, Mutex, thread};

/// What two closures in the background write on one page.
pub fn write() -> String {
    let page = Arc::new(Mutex::new(String::new()));
    for word in ["in ", "out "] {
        let page = page.clone();
        thread::spawn(move || page.lock().push_str(word));
    }
    thread::yield_now();
    let page = page.lock();
    page.clone()
}
