//! Two closures write on one page, each a word, and the compiler refuses it. Share the page as the
//! compiler wants, so that both words are there at the end. The closures stay side by side.

use super::sync::thread;

/// What two closures in the background write on one page.
pub fn write() -> String {
    let mut page = String::new();
    // A scope each: then nobody else writes, since nobody else runs.
    for word in ["in ", "out "] {
        thread::scope(|scope| {
            scope.spawn(|| page.push_str(word));
        });
    }
    page
}
