//! Hostile: one lock around all words, so the closing message waits for the last of them.

use super::grade::Screen;
use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};

/// Echoes words to the screen until the time runs out.
pub fn run(words: &'static [&'static str], screen: &Arc<Screen>) {
    let closed = Arc::new(Mutex::new(false));
    let (theirs, copy) = (closed.clone(), screen.clone());
    let copier = thread::spawn(move || {
        let closed = theirs.lock();
        if !*closed {
            words.iter().for_each(|word| copy.print(word));
        }
    });
    thread::sleep(Duration::from_secs(30));
    let mut now = closed.lock();
    *now = true;
    screen.print("Timed out.");
    drop(now);
    copier.join().unwrap();
}
