//! The technique: a wait group, made of a counter and a condition variable.
//!
//! Each member of the group is a clone, and dropping a clone is what `Done` is in Go. It cannot be
//! forgotten, because an early return and a panic drop the clone too.
//!
//! ```text
//!    main                          worker
//! 1  clones: 2 members
//! 2  drops its own: 1 member
//! 3  blocks until there is none
//! 4                                works
//! 5                                drops its clone: 0 members, notifies
//! 6  resumes
//! ```
//!
//! Lines 1 and 2 happen on one thread, so the worker is counted before main can wait.
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
/// A group of members; [`wait`](Self::wait) blocks until every clone has been dropped.
#[derive(Debug)]
pub struct WaitGroup {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// The number of clones. Written by every clone and every drop, under this lock.
    members: Mutex<usize>,
    /// Notifies all waiting threads when `members` reaches zero.
    all_left: Condvar,
}
// ANCHOR_END: group

impl WaitGroup {
    /// Creates a group with one member, the caller.
    pub fn new() -> WaitGroup {
        let members = Mutex::new(1);
        let all_left = Condvar::new();
        WaitGroup {
            shared: Arc::new(Shared { members, all_left }),
        }
    }

    // ANCHOR: wait
    /// Leaves the group and blocks until all other members have left it.
    ///
    /// Everything that they did before they left happens before this returns. Several members may
    /// wait: when the last one leaves, all of them resume. Returns at once if the caller is the only
    /// member.
    pub fn wait(self) {
        let shared = self.shared.clone();
        drop(self);
        let mut members = shared.members.lock();
        while *members > 0 {
            shared.all_left.wait(&mut members);
        }
    }
    // ANCHOR_END: wait
}

/// Joins the group: the new clone is one more member to wait for.
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
            self.shared.all_left.notify_all();
        }
    }
}

/// Same as [`WaitGroup::new`].
impl Default for WaitGroup {
    fn default() -> WaitGroup {
        WaitGroup::new()
    }
}
