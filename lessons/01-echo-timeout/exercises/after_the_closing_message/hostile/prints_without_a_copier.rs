//! Hostile: a race decides how many words there are, and the foreground prints all of them.

use super::grade::Screen;
use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};

/// Echoes words to the screen until the time runs out.
pub fn run(words: &'static [&'static str], screen: &Arc<Screen>) {
    let counted = Arc::new(Mutex::new(0));
    let theirs = counted.clone();
    let counter = thread::spawn(move || words.iter().for_each(|_| *theirs.lock() += 1));
    thread::sleep(Duration::from_secs(30));
    let seen = *counted.lock();
    for word in &words[..seen] {
        screen.print(word);
    }
    screen.print("Timed out.");
    counter.join().unwrap();
}
