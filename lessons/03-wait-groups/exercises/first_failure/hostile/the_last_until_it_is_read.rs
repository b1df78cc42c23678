//! Hostile: replaces the failure as long as no thread has read it.

use super::sync::{Condvar, Mutex};

pub struct Group {
    state: Mutex<State>,
    /// Notified when the last member is done.
    all_done: Condvar,
}

struct State {
    /// Members that are not done yet.
    left: usize,
    /// The first failure.
    failed: Option<&'static str>,
    read: bool,
}

impl Group {
    pub fn new(members: usize) -> Group {
        let left = members;
        Group {
            state: Mutex::new(State {
                left,
                failed: None,
                read: false,
            }),
            all_done: Condvar::new(),
        }
    }

    /// Reports that a member is done, and whether it succeeded.
    pub fn done(&self, how: Result<(), &'static str>) {
        let mut state = self.state.lock();
        if !state.read {
            state.failed = how.err().or(state.failed);
        }
        state.left -= 1;
        if state.left == 0 {
            self.all_done.notify_all();
        }
    }

    /// Blocks until all members are done. Several threads may wait, at the same time or again, and all
    /// of them receive the same result.
    pub fn wait(&self) -> Result<(), &'static str> {
        let mut state = self.state.lock();
        while state.left > 0 {
            self.all_done.wait(&mut state);
        }
        state.read = true;
        state.failed.map_or(Ok(()), Err)
    }
}
