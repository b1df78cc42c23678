//! Right: notifies at each `done`; the state has methods of its own.

use super::sync::{Condvar, Mutex};

pub struct Group {
    state: Mutex<State>,
    all_done: Condvar,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    left: usize,
    failed: Option<&'static str>,
}

impl State {
    #[must_use]
    fn is_over(&self) -> bool {
        self.left == 0
    }
}

impl Group {
    pub fn new(members: usize) -> Group {
        Self {
            state: Mutex::new(State {
                left: members,
                failed: None,
            }),
            all_done: Condvar::new(),
        }
    }
    pub fn done(&self, how: Result<(), &'static str>) {
        let State { left, failed } = &mut *self.state.lock();
        *left = left.checked_sub(1).expect("a member");
        if let Err(why) = how {
            failed.get_or_insert(why);
        }
        self.all_done.notify_all();
    }
    pub fn wait(&self) -> Result<(), &'static str> {
        let mut state = self.state.lock();
        loop {
            if state.is_over() {
                break match state.failed {
                    Some(why) => Err(why),
                    None => Ok(()),
                };
            }
            self.all_done.wait(&mut state);
        }
    }
}
