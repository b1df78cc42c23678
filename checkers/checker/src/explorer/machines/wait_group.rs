//! What the members of a wait group share.
//!
//! No object: to be done only ever makes the wait possible, which then says so. So a drop is no step
//! of its own, and drops commute. Only where a thread waits in a section that never blocks it is one: there it
//! matters whether the wait came first.

use crate::explorer::step::{Step, off, tell, works_unseen};
use crate::explorer::sync::thread::panicking;
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use crate::{questions, section};
use explorer::Event as Cause;
use std::sync::Mutex as Plain;

/// How many members are left, and the steps in which the others went.
#[derive(Debug)]
pub(crate) struct Group {
    id: ObjectId,
    state: Plain<(u16, Vec<Cause>)>,
}

impl Group {
    pub(crate) fn new(loc: Loc) -> Self {
        Group {
            id: recorder::new_object("wait group", loc),
            state: Plain::new((1, vec![])),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// One more member.
    pub(crate) fn add(&self) {
        works_unseen();
        plain(&self.state).0 += 1;
    }

    /// A member is dropped.
    pub(crate) fn done(&self) {
        if questions::points().groups {
            let left = plain(&self.state).0 - 1;
            Step::new(Op::GroupDone { left }, None)
                .on(self.id)
                .take_it();
            if off() {
                return;
            }
        }
        if panicking() {
            explorer::wild();
        }
        let mut state = plain(&self.state);
        state.0 -= 1;
        state.1.push(explorer::now());
        let left = state.0;
        drop(state);
        let event = Event::new(Op::GroupDone { left }, None).on(self.id);
        tell(event.state(State::Count(left)));
    }

    /// Waits until no member is left.
    pub(crate) fn wait(&self, loc: Loc) {
        if section::inside() {
            questions::want_group_points();
        }
        let step = Step::new(Op::GroupWait, loc).on(self.id);
        step.when(|| plain(&self.state).0 == 0);
        for done in &plain(&self.state).1 {
            explorer::after(*done);
        }
        tell(Event::new(Op::GroupWait, Some(loc)).on(self.id));
    }
}
