//! Right: takes the screen away, under the lock that every word is printed under.

use super::grade::Screen;
use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};

/// The screen, until it is taken away.
type Shared = Arc<Mutex<Option<Arc<Screen>>>>;

fn copy(screen: &Shared, words: &[&'static str]) {
    words.iter().try_for_each(|word| {
        let guard = screen.lock();
        let screen = guard.as_ref()?;
        screen.print(word);
        Some(())
    });
}
pub fn run(words: &'static [&'static str], screen: &Arc<Screen>) {
    let shared: Shared = Arc::new(Mutex::new(Some(Arc::clone(screen))));
    let theirs = shared.clone();
    let copier = thread::spawn(move || copy(&theirs, words));
    thread::sleep(Duration::from_secs(30));
    let screen = shared.lock().take().unwrap();
    screen.print("Timed out.");
    copier.join().unwrap();
}
