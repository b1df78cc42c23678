//! Twin of crossbeam's `WaitGroup`.

use super::wait::{Object, Queue, Waiter, here, plain};
use crate::log::ObjectId;
use crate::log::event::{Op, State};
use crate::log::note::Named;
use crate::log::recorder;
use std::sync::{Arc, Mutex as Plain};

/// Waits until every clone was dropped; twin of [`crossbeam::sync::WaitGroup`].
#[derive(Debug)]
pub struct WaitGroup(Arc<Group>);

#[derive(Debug)]
struct Group {
    object: Object,
    state: Plain<(u16, Queue)>,
}

impl WaitGroup {
    /// A group of one: this one.
    #[track_caller]
    pub fn new() -> Self {
        WaitGroup(Arc::new(Group {
            object: Object::new("wait group", here()),
            state: Plain::new((1, Queue::default())),
        }))
    }

    /// Drops this one and waits until all others were dropped too.
    #[track_caller]
    pub fn wait(self) {
        let (group, loc) = (self.0.clone(), here());
        drop(self);
        // No point before it waits: to wait and to come later is the same, and nobody can tell.
        if plain(&group.state).0 > 0 && !recorder::failed() {
            let waiter = Waiter::new();
            plain(&group.state).1.push(&waiter);
            group.object.event(Op::GroupWait, loc).record_blocked();
            waiter.wait(group.object.wait_in(Op::GroupWait, loc));
        }
        let _pass = group.object.pass(Op::GroupWait, loc);
        group.object.event(Op::GroupWait, loc).record();
    }
}

impl Clone for WaitGroup {
    /// No scheduling point: the count is above zero before and after, and only reaching zero is
    /// ever seen.
    fn clone(&self) -> Self {
        plain(&self.0.state).0 += 1;
        WaitGroup(self.0.clone())
    }
}

impl Drop for WaitGroup {
    fn drop(&mut self) {
        if recorder::failed() {
            return;
        }
        let group = &self.0;
        let op = |left| Op::GroupDone { left };
        let pass = group.object.pass(op(0), None);
        let mut state = plain(&group.state);
        state.0 -= 1;
        let left = state.0;
        let event = group.object.event(op(left), None);
        event.state(State::Count(left)).record();
        // Published before anybody wakes.
        drop(pass);
        while left == 0
            && let Some(waiter) = state.1.pop()
        {
            waiter.complete(0);
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
        self.0.object.id()
    }
}
