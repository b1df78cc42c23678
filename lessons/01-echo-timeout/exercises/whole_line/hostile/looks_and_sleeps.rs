//! Hostile: looks, sleeps until the time is over, and looks again: nothing wakes it.

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

    /// What was typed, as soon as it ends with a newline; `None` if it does not within `timeout`
    /// from now.
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
