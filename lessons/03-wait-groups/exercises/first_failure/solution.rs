//! A group whose members report how their work went. Write `done` and `wait`: a thread that waits
//! resumes after the last member is done, and receives the first failure.

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
}

impl Group {
    pub fn new(members: usize) -> Group {
        let left = members;
        Group {
            state: Mutex::new(State { left, failed: None }),
            all_done: Condvar::new(),
        }
    }

    /// Reports that a member is done, and whether it succeeded.
    pub fn done(&self, how: Result<(), &'static str>) {
        let mut state = self.state.lock();
        // CHANGED: keeps the first failure, and counts a member that failed like any other.
        state.failed = state.failed.or(how.err());
        state.left -= 1;
        if state.left == 0 {
            self.all_done.notify_all();
        }
    }

    /// Blocks until all members are done. Several threads may wait, at the same time or again, and all
    /// of them receive the same result.
    pub fn wait(&self) -> Result<(), &'static str> {
        let mut state = self.state.lock();
        // CHANGED: until all are done, even after a failure, which stays there for the next caller.
        while state.left > 0 {
            self.all_done.wait(&mut state);
        }
        state.failed.map_or(Ok(()), Err)
    }
}
