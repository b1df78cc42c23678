//! Hostile: collects the words, and lets a second thread print them when the time runs out.

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
    let (seen, copy) = (heard.lock().clone(), screen.clone());
    let printer = thread::spawn(move || seen.iter().for_each(|word| copy.print(word)));
    printer.join().unwrap();
    screen.print("Timed out.");
    copier.join().unwrap();
}
