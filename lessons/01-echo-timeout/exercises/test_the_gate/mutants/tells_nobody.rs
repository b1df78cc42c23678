// A gate between those who write and the farewell: whoever was let in is waited for.

use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Gate {
    state: Mutex<State>,
    /// Notified when the last one leaves.
    empty: Condvar,
}

#[derive(Default)]
struct State {
    closed: bool,
    inside: usize,
}

impl Gate {
    /// Lets the caller in; false if the gate is closed.
    pub fn enter(&self) -> bool {
        let mut state = self.state.lock();
        if state.closed {
            return false;
        }
        state.inside += 1;
        true
    }

    /// The caller, who was let in, is done.
    pub fn leave(&self) {
        let mut state = self.state.lock();
        state.inside -= 1;
        if state.inside == 0 && !state.closed {
            self.empty.notify_one();
        }
    }

    /// Lets nobody in any more, and returns when nobody is inside.
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        while state.inside > 0 {
            self.empty.wait(&mut state);
        }
    }
}
