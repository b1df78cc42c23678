//! Twin of crossbeam's `WaitGroup`.

use super::machines::off;
use super::machines::wait_group::Group;
use crate::log::ObjectId;
use crate::log::note::Named;
use crate::plain::here;
use std::sync::Arc;

/// Waits until every clone was dropped; the checked type for [`crossbeam::sync::WaitGroup`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Arc, sync::Mutex, sync::WaitGroup, sync::thread};
///
/// let report = check("group", || {
///     let (group, done) = (WaitGroup::new(), Arc::new(Mutex::new(false)));
///     let (member, theirs) = (group.clone(), Arc::clone(&done));
///     let other = thread::spawn(move || {
///         *theirs.lock() = true;
///         drop(member);
///     });
///     group.wait();
///     let seen = *done.lock();
///     other.join().unwrap();
///     seen
/// });
/// report.holds().reaches(["true"]);
/// ```
#[derive(Debug)]
pub struct WaitGroup(Arc<Group>);

impl WaitGroup {
    /// Creates a group of one handle.
    #[track_caller]
    pub fn new() -> Self {
        WaitGroup(Arc::new(Group::new(here())))
    }

    /// Drops this handle and blocks the current thread until all others were dropped too.
    #[track_caller]
    pub fn wait(self) {
        let (group, loc) = (self.0.clone(), here());
        drop(self);
        group.wait(loc);
    }
}

impl Clone for WaitGroup {
    /// No step: the count is above zero before and after, and only reaching zero is ever seen.
    fn clone(&self) -> Self {
        self.0.add();
        WaitGroup(self.0.clone())
    }
}

impl Drop for WaitGroup {
    fn drop(&mut self) {
        if !off() {
            self.0.done();
        }
    }
}

impl Default for WaitGroup {
    #[track_caller]
    fn default() -> Self {
        WaitGroup::new()
    }
}

impl Named for WaitGroup {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}
