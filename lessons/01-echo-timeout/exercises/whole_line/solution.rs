//! A typist types, and the foreground waits for a whole line, but at most for a given time. Write
//! `line`.

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

    /// Blocks until what was typed ends with a newline, and returns it. Returns `None` if that takes
    /// longer than `timeout`, counted from the call.
    pub fn line(&self, timeout: Duration) -> Option<String> {
        let deadline = Instant::now() + timeout;
        let mut typed = self.typed.lock();
        // CHANGED: after each wakeup the condition is checked again; the deadline stays the same.
        while !typed.ends_with('\n') {
            if self.pressed.wait_until(&mut typed, deadline).timed_out() {
                return None;
            }
        }
        Some(typed.clone())
    }
}
