//! Twin of crossbeam's `WaitGroup`.
//!
//! No object: to be done only ever makes the wait possible, which then says so. So a drop is no step
//! of its own, and drops commute.

use super::wait::{here, plain};
use crate::explorer::step::{Step, off, tell, works_unseen};
use crate::log::ObjectId;
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::recorder;
use explorer::Event as Cause;
use std::sync::{Arc, Mutex as Plain};

/// Waits until every clone was dropped; twin of [`crossbeam::sync::WaitGroup`].
#[derive(Debug)]
pub struct WaitGroup(Arc<Group>);

#[derive(Debug)]
struct Group {
    id: ObjectId,
    state: Plain<(u16, Vec<Cause>)>,
}

impl WaitGroup {
    /// A group of one: this one.
    #[track_caller]
    pub fn new() -> Self {
        WaitGroup(Arc::new(Group {
            id: recorder::new_object("wait group", here()),
            state: Plain::new((1, vec![])),
        }))
    }

    /// Drops this one and waits until all others were dropped too.
    #[track_caller]
    pub fn wait(self) {
        let (group, loc) = (self.0.clone(), here());
        drop(self);
        let step = Step::new(Op::GroupWait, loc).on(group.id);
        step.when(|| plain(&group.state).0 == 0);
        for done in &plain(&group.state).1 {
            explorer::after(*done);
        }
        tell(Event::new(Op::GroupWait, Some(loc)).on(group.id));
    }
}

impl Clone for WaitGroup {
    /// No step: the count is above zero before and after, and only reaching zero is ever seen.
    fn clone(&self) -> Self {
        works_unseen();
        plain(&self.0.state).0 += 1;
        WaitGroup(self.0.clone())
    }
}

impl Drop for WaitGroup {
    fn drop(&mut self) {
        if off() {
            return;
        }
        if super::thread::panicking() {
            explorer::wild();
        }
        let mut state = plain(&self.0.state);
        state.0 -= 1;
        state.1.push(explorer::now());
        let left = state.0;
        drop(state);
        let event = Event::new(Op::GroupDone { left }, None).on(self.0.id);
        tell(event.state(State::Count(left)));
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
        self.0.id
    }
}
