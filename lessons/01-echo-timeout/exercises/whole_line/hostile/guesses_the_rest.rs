//! Hostile: waits for the first key and adds the end of the line itself.

use super::sync::time::{Duration, Instant};
use super::sync::{Condvar, Mutex};

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
        let deadline = Instant::now() + timeout;
        let mut typed = self.typed.lock();
        while typed.is_empty() {
            if self.pressed.wait_until(&mut typed, deadline).timed_out() {
                return None;
            }
        }
        Some(format!("{}\n", typed.trim_end()))
    }
}
