//! Right: a set of free lines behind a lock.

use super::sync::{Condvar, Mutex};
use std::collections::BTreeSet;
pub struct Switchboard {
    free: Mutex<BTreeSet<usize>>,
    handed_back: Condvar,
}
pub struct Line<'a> {
    switchboard: &'a Switchboard,
    pub number: usize,
}
impl Switchboard {
    pub fn new(lines: usize) -> Switchboard {
        Switchboard {
            free: Mutex::new((0..lines).collect()),
            handed_back: Condvar::new(),
        }
    }
    pub fn line(&self) -> Line<'_> {
        let mut free = self.free.lock();
        let number = loop {
            if let Some(n) = free.pop_first() {
                break n;
            }
            self.handed_back.wait(&mut free);
        };
        Line {
            switchboard: self,
            number,
        }
    }
}
impl Drop for Line<'_> {
    fn drop(&mut self) {
        let Self {
            switchboard,
            number,
        } = self;
        switchboard.free.lock().insert(*number);
        switchboard.handed_back.notify_one();
    }
}
