//! Right: waits until a deadline, and checks once more at the end.

use super::sync::time::{Duration, Instant};
use super::sync::{Condvar, Mutex};
pub struct Keyboard {
    typed: Mutex<String>,
    pressed: Condvar,
}
impl Default for Keyboard {
    fn default() -> Self {
        Self::new()
    }
}
impl Keyboard {
    pub fn new() -> Keyboard {
        Keyboard {
            typed: Mutex::new(String::with_capacity(16)),
            pressed: Condvar::new(),
        }
    }
    pub fn press(&self, key: char) {
        self.typed.lock().push(key);
        self.pressed.notify_all();
    }
    pub fn line(&self, timeout: Duration) -> Option<String> {
        let deadline = Instant::now() + timeout;
        let mut typed = self.typed.lock();
        while !typed.ends_with('\n') {
            if self.pressed.wait_until(&mut typed, deadline).timed_out() {
                return typed.ends_with('\n').then(|| typed.clone());
            }
        }
        Some(std::mem::take(&mut *typed))
    }
}
