//! Hostile: takes any key of another thread for a whole line.

use super::sync::thread::{self, ThreadId};
use super::sync::time::{Duration, Instant};
use super::sync::{Condvar, Mutex};

pub struct Keyboard {
    typed: Mutex<(String, Option<ThreadId>)>,
    pressed: Condvar,
}

impl Keyboard {
    pub fn new() -> Keyboard {
        Keyboard {
            typed: Mutex::new((String::new(), None)),
            pressed: Condvar::new(),
        }
    }
    pub fn press(&self, key: char) {
        let mut typed = self.typed.lock();
        typed.0.push(key);
        typed.1 = Some(thread::current().id());
        self.pressed.notify_one();
    }
    pub fn line(&self, timeout: Duration) -> Option<String> {
        let deadline = Instant::now() + timeout;
        let mut typed = self.typed.lock();
        loop {
            if typed.0.ends_with('\n') {
                return Some(typed.0.clone());
            }
            if !typed.0.is_empty() && typed.1 != Some(thread::current().id()) {
                return Some(format!("{}\n", typed.0));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left == Duration::ZERO {
                return None;
            }
            self.pressed.wait_for(&mut typed, left);
        }
    }
}
