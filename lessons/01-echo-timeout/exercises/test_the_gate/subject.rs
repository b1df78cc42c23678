// A gate that copiers pass before they write. Closing it waits for every copier that is inside.

use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Gate {
    state: Mutex<State>,
    /// Notified when the last copier leaves.
    empty: Condvar,
}

#[derive(Default)]
struct State {
    closed: bool,
    inside: usize,
}

impl Gate {
    /// Enters the gate. Returns false if it is closed.
    pub fn enter(&self) -> bool {
        let mut state = self.state.lock();
        if state.closed {
            return false;
        }
        state.inside += 1;
        true
    }

    /// Leaves the gate. Call this once for each time that `enter` returned true.
    pub fn leave(&self) {
        let mut state = self.state.lock();
        state.inside -= 1;
        if state.inside == 0 {
            self.empty.notify_one();
        }
    }

    /// Closes the gate, and blocks until no copier is inside.
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        while state.inside > 0 {
            self.empty.wait(&mut state);
        }
    }
}
