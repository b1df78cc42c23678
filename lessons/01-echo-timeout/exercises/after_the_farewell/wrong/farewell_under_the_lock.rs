//! A copier echoes words to the screen until the foreground says farewell, and in some schedules a
//! word comes after the farewell. Mend it: nothing follows, and the farewell waits for nobody's end.

use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};

struct Echo {
    /// Nothing more is echoed. Written by the foreground.
    closed: Mutex<bool>,
    screen: Mutex<Vec<&'static str>>,
}

fn copy(echo: &Echo, words: &[&'static str]) {
    for word in words {
        if *echo.closed.lock() {
            return;
        }
        echo.screen.lock().push(word);
    }
}

/// Echoes words until the time is over: what is on the screen then.
pub fn run(words: &'static [&'static str]) -> Vec<&'static str> {
    let echo = Arc::new(Echo {
        closed: Mutex::new(false),
        screen: Mutex::new(vec![]),
    });
    let theirs = echo.clone();
    let copier = thread::spawn(move || copy(&theirs, words));
    thread::sleep(Duration::from_secs(30));
    // Both at once; but the copier has looked already.
    let mut closed = echo.closed.lock();
    *closed = true;
    echo.screen.lock().push("Timed out.");
    drop(closed);
    copier.join().unwrap();
    let screen = echo.screen.lock();
    screen.clone()
}
