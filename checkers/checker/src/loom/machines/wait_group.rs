//! What the members of a wait group share.

use super::wait::{Object, Queue, Waiter};
use crate::log::event::{Op, State};
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use std::sync::Mutex as Plain;

/// How many members are left, and who waits for the last to go.
#[derive(Debug)]
pub(crate) struct Group {
    object: Object,
    state: Plain<(u16, Queue)>,
}

impl Group {
    pub(crate) fn new(loc: Loc) -> Self {
        Group {
            object: Object::new("wait group", loc),
            state: Plain::new((1, Queue::default())),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    /// One more member.
    pub(crate) fn add(&self) {
        plain(&self.state).0 += 1;
    }

    /// A member is dropped.
    pub(crate) fn done(&self) {
        let op = |left| Op::GroupDone { left };
        let pass = self.object.pass(op(0), None);
        let mut state = plain(&self.state);
        state.0 -= 1;
        let left = state.0;
        let event = self.object.event(op(left), None);
        event.state(State::Count(left)).record();
        // Published before anybody wakes.
        drop(pass);
        while left == 0
            && let Some(waiter) = state.1.pop()
        {
            waiter.complete(0);
        }
    }

    /// Waits until no member is left.
    pub(crate) fn wait(&self, loc: Loc) {
        // No point before it waits: to wait and to arrive later is the same, and no thread can tell.
        if plain(&self.state).0 > 0 && !recorder::failed() {
            let waiter = Waiter::new();
            plain(&self.state).1.push(&waiter);
            self.object.event(Op::GroupWait, loc).record_blocked();
            waiter.wait(self.object.wait_in(Op::GroupWait, loc));
        }
        let _pass = self.object.pass(Op::GroupWait, loc);
        self.object.event(Op::GroupWait, loc).record();
    }
}
