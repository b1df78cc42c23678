//! Hostile: checks, sleeps until the time is up, and checks again, so nothing can wake it.

use super::sync::time::Duration;
use super::sync::{Condvar, Mutex, thread};

pub struct Keyboard {
    typed: Mutex<String>,
    /// Notified at each key.
    pressed: Condvar,
}

impl Keyboard {
    pub fn new() -> Keyboard {
        Keyboard {
            typed: Mutex::new(String::new()),
            pressed: Condvar::new(),
        }
    }

    pub fn press(&self, key: char) {
        self.typed.lock().push(key);
        self.pressed.notify_one();
    }

    /// Blocks until what was typed ends with a newline, and returns it. Returns `None` if that takes
    /// longer than `timeout`, counted from the call.
    pub fn line(&self, timeout: Duration) -> Option<String> {
        let whole = || {
            let typed = self.typed.lock();
            typed.ends_with('\n').then(|| typed.clone())
        };
        whole().or_else(|| {
            thread::sleep(timeout);
            whole()
        })
    }
}
