//! A caretaker locks the office as soon as the last worker has left it. Most evenings that works, but
//! sometimes the caretaker waits forever, although the office is empty. The counterexample shows an execution
//! in which that happens. Name the line to blame: the checker changes it, and that line alone has to make
//! the program pass.

use super::sync::{Condvar, Mutex};

// TODO: the letter of the line to blame.
pub const LINE: char = '?';

/// An office with workers in it.
pub struct Office {
    inside: Mutex<usize>,
    changed: Condvar,
}

impl Office {
    /// Opens an office with this many workers in it.
    pub fn open(workers: usize) -> Office {
        Office {
            inside: Mutex::new(workers),
            changed: Condvar::new(),
        }
    }

    /// A worker leaves.
    pub fn leave(&self) {
        let mut inside = self.inside.lock();
        *inside -= 1; // A
        if *inside == 0 {
            self.changed.notify_all(); // B
        }
    }

    /// Waits until the office is empty.
    pub fn wait(&self) {
        while *self.inside.lock() > 0 {
            self.changed.wait(&mut self.inside.lock()); // C
        }
    }

    /// Returns whether the office is empty.
    pub fn is_empty(&self) -> bool {
        *self.inside.lock() == 0
    }
}
