//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::sync::{Arc, Mutex, thread};

/// What two closures in the background write on one page.
pub fn write() -> String {
    let page = Arc::new(Mutex::new(String::new()));
    let writes = |word: &'static str| {
        let page = page.clone();
        thread::spawn(move || {
            // Takes a copy, writes on it, and puts it in the place of whatever is there by now.
            let mut mine = page.lock().clone();
            mine.push_str(word);
            *page.lock() = mine;
        })
    };
    let (first, second) = (writes("in "), writes("out "));
    first.join().unwrap();
    second.join().unwrap();
    let page = page.lock();
    page.clone()
}
