//! Hostile: claims that the time ran out, without waiting for it.

use super::grade::Screen;
use super::sync::{Arc, Mutex, thread};

struct Echo {
    /// Nothing more may be echoed. Written by the foreground.
    closed: Mutex<bool>,
    screen: Arc<Screen>,
}

fn copy(echo: &Echo, words: &[&'static str]) {
    for word in words {
        let closed = echo.closed.lock();
        if *closed {
            return;
        }
        echo.screen.print(word);
    }
}

/// Echoes words to the screen until the time runs out.
pub fn run(words: &'static [&'static str], screen: &Arc<Screen>) {
    let echo = Arc::new(Echo {
        closed: Mutex::new(false),
        screen: screen.clone(),
    });
    let theirs = echo.clone();
    let copier = thread::spawn(move || copy(&theirs, words));
    *echo.closed.lock() = true;
    echo.screen.print("Timed out.");
    copier.join().unwrap();
}
