//! Twin of crossbeam's `WaitGroup`.

use super::machines::off;
use super::machines::wait_group::Group;
use crate::log::ObjectId;
use crate::log::note::Named;
use crate::plain::here;
use std::sync::Arc;

/// Waits until every clone was dropped; twin of [`crossbeam::sync::WaitGroup`].
#[derive(Debug)]
pub struct WaitGroup(Arc<Group>);

impl WaitGroup {
    /// A group of one: this one.
    #[track_caller]
    pub fn new() -> Self {
        WaitGroup(Arc::new(Group::new(here())))
    }

    /// Drops this one and waits until all others were dropped too.
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
