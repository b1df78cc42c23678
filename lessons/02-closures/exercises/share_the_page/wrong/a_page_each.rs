//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::sync::thread;

/// What two closures in the background write on one page.
pub fn write() -> String {
    let page = String::new();
    // The compiler is content: each closure writes on a page of its own, which nobody reads.
    let (mut theirs, mut others) = (page.clone(), page.clone());
    let first = thread::spawn(move || theirs.push_str("in "));
    let second = thread::spawn(move || others.push_str("out "));
    first.join().unwrap();
    second.join().unwrap();
    page
}
