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
        // TODO: wait until the line is whole, but not beyond the deadline.
        todo!()
    }
}
