//! Hostile: collects the words, cuts off the late ones, and lets the foreground print the rest.

use super::grade::Screen;
use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};

/// Echoes words to the screen until the time runs out.
pub fn run(words: &'static [&'static str], screen: &Arc<Screen>) {
    let heard = Arc::new(Mutex::new(vec![]));
    let theirs = heard.clone();
    let copier = thread::spawn(move || {
        for word in words {
            theirs.lock().push(*word);
        }
    });
    thread::sleep(Duration::from_secs(30));
    heard.lock().push("Timed out.");
    copier.join().unwrap();
    let mut heard = heard.lock();
    let last = heard.iter().position(|word| *word == "Timed out.");
    heard.truncate(last.map_or(0, |last| last + 1));
    for word in heard.iter() {
        screen.print(word);
    }
}
