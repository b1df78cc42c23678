//! The technique: a wait group, made of a counter and a condition variable.
//!
//! Each member of the group is a clone, and to drop it is to be done. So nobody can forget it: an
//! early return and a panic drop it too.
//!
//! ```text
//!    main                          worker
//! 1  clones: 2 members
//! 2  drops its own: 1 member
//! 3  sleeps until there is none
//! 4                                works
//! 5                                drops its clone: 0 members, tells
//! 6  goes on
//! ```
//!
//! Lines 1 and 2 are on one thread, so the worker is counted before anybody can wait.
//! It has the API of crossbeam's `WaitGroup`; the conformance catalogue compares the two.
//!
//! # Examples
//! ```
//! use lesson_03::wait_group::WaitGroup;
//! use lesson_03::sync::thread;
//!
//! let group = WaitGroup::new();
//! for _ in 0..4 {
//!     let member = group.clone();
//!     thread::spawn(move || {
//!         // Work that may return early, or panic.
//!         drop(member);
//!     });
//! }
//! group.wait();
//! ```

use super::sync::{Arc, Condvar, Mutex};

// ANCHOR: group
/// Waits until every clone was dropped.
#[derive(Debug)]
pub struct WaitGroup {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// How many clones there are. Written by each clone and each drop, under this lock.
    members: Mutex<usize>,
    /// Notified, all waiters at once, when `members` comes to zero.
    nobody_left: Condvar,
}
// ANCHOR_END: group

impl WaitGroup {
    /// A group of one: the caller.
    pub fn new() -> WaitGroup {
        let members = Mutex::new(1);
        let nobody_left = Condvar::new();
        WaitGroup {
            shared: Arc::new(Shared {
                members,
                nobody_left,
            }),
        }
    }

    // ANCHOR: wait
    /// Leaves the group and waits until everybody else has left it.
    ///
    /// What they did before they left is visible afterwards. Several members may wait: the last to
    /// leave lets all of them go. Returns at once if the caller is the only one.
    pub fn wait(self) {
        let shared = self.shared.clone();
        drop(self);
        let mut members = shared.members.lock();
        while *members > 0 {
            shared.nobody_left.wait(&mut members);
        }
    }
    // ANCHOR_END: wait
}

/// Joins the group: one more to wait for.
impl Clone for WaitGroup {
    fn clone(&self) -> WaitGroup {
        *self.shared.members.lock() += 1;
        WaitGroup {
            shared: self.shared.clone(),
        }
    }
}

/// Leaves the group, also while a panic unwinds.
impl Drop for WaitGroup {
    fn drop(&mut self) {
        let mut members = self.shared.members.lock();
        *members -= 1;
        if *members == 0 {
            self.shared.nobody_left.notify_all();
        }
    }
}

/// As [`WaitGroup::new`].
impl Default for WaitGroup {
    fn default() -> WaitGroup {
        WaitGroup::new()
    }
}
