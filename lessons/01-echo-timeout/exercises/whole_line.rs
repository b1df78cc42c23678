//! A typist types, and the foreground waits for a whole line, but no longer than it is told to.
//! Write `line`.

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
        // TODO: wait until the line is whole, and not beyond the deadline.
        todo!()
    }
}
