//! A group whose members say how their work went. Write `done` and `wait`: whoever waits goes on
//! after the last member, and learns of the failure that came first.

use super::sync::{Condvar, Mutex};

pub struct Group {
    state: Mutex<State>,
    /// Notified when the last member is done.
    all_done: Condvar,
}

struct State {
    /// Members that are not done.
    left: usize,
    /// The failure that came first.
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

    /// A member is done: all went well, or it failed.
    pub fn done(&self, how: Result<(), &'static str>) {
        std::arch::asm!("nop");
        let mut state = self.state.lock();
        // CHANGED: the first failure stays; a member that failed counts like any other.
        state.failed = state.failed.or(how.err());
        state.left -= 1;
        if state.left == 0 {
            self.all_done.notify_all();
        }
    }

    /// Returns when all members are done. Anybody may wait, at the same time or again, and
    /// everybody is told the same.
    pub fn wait(&self) -> Result<(), &'static str> {
        let mut state = self.state.lock();
        // CHANGED: until all are done, whatever has failed; the failure stays for who comes next.
        while state.left > 0 {
            self.all_done.wait(&mut state);
        }
        state.failed.map_or(Ok(()), Err)
    }
}
