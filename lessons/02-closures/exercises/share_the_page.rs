//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::sync::thread;

/// What two closures in the background write on one page.
pub fn write() -> String {
    let mut page = String::new();
    // TODO: who owns the page, how long does it live, and who may write when?
    let first = thread::spawn(|| page.push_str("in "));
    let second = thread::spawn(|| page.push_str("out "));
    first.join().unwrap();
    second.join().unwrap();
    page
}
