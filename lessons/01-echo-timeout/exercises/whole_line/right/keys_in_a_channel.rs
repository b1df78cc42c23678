//! Right: the keys are in a channel, so no lock is needed.

use super::sync::channel::{Receiver, Sender, unbounded};
use super::sync::time::{Duration, Instant};
pub struct Keyboard {
    keys: Sender<char>,
    typed: Receiver<char>,
}
impl Keyboard {
    pub fn new() -> Keyboard {
        let (keys, typed) = unbounded();
        Keyboard { keys, typed }
    }
    pub fn press(&self, key: char) {
        self.keys.send(key).unwrap();
    }
    pub fn line(&self, timeout: Duration) -> Option<String> {
        let deadline = Instant::now() + timeout;
        let mut line = String::new();
        while !line.ends_with('\n') {
            line.push(self.typed.recv_deadline(deadline).ok()?);
        }
        Some(line)
    }
}
