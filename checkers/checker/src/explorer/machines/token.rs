//! What a thread parks for: a permit, of which at most one is stored.
//!
//! One object. To give the permit twice is to give it once, so givers commute; taking it does not.

use super::time::time_is_up;
use crate::explorer::step::{Step, tell};
use crate::explorer::sync::time::Deadline;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, ThreadId};
use crate::plain::plain;
use crate::questions;
use crate::spurious;
use explorer::{Access, Object};
use std::sync::{Arc, Mutex as Plain};

/// A permit that a thread parks for: at most one is stored.
#[derive(Debug)]
pub(crate) struct Token {
    id: ObjectId,
    object: Object,
    /// Whose it is; `None` for a parker's.
    owner: Option<ThreadId>,
    given: Plain<bool>,
}

impl Token {
    pub(crate) fn new(
        owner: impl Into<Option<ThreadId>>,
        kind: &'static str,
        loc: Loc,
    ) -> Arc<Self> {
        Arc::new(Token {
            id: recorder::new_object(kind, loc),
            object: explorer::object(),
            owner: owner.into(),
            given: Plain::default(),
        })
    }

    /// Takes the permit, waiting for it; with a deadline (which may be never), no longer.
    pub(crate) fn take(&self, deadline: Option<Deadline>, loc: Loc) {
        let deadline = deadline.flatten();
        if self.returns_for_no_reason(loc) {
            return;
        }
        let mut step = Step::new(Op::Park, loc)
            .on(self.id)
            .touching(&[(self.object, Access::EXCLUSIVE)]);
        if let Some(deadline) = deadline {
            step = step.timed(deadline);
        }
        step.when(|| *plain(&self.given));
        let taken = std::mem::take(&mut *plain(&self.given));
        let op = match deadline {
            Some(deadline) if !taken => {
                time_is_up(deadline, None);
                Op::ParkTimedOut
            }
            _ => Op::Park,
        };
        tell(Event::new(op, Some(loc)).on(self.id));
    }

    /// std's `park` may. It is a step of its own, since the thread does not wait for the permit then.
    fn returns_for_no_reason(&self, loc: Loc) -> bool {
        if self.owner.is_none() {
            return false;
        }
        questions::parks();
        if !questions::is_spurious() {
            return false;
        }
        Step::new(Op::Park, loc)
            .on(self.id)
            .touching(&[(self.object, Access::EXCLUSIVE)])
            .take_it();
        let returns = !*plain(&self.given) && spurious::happens(self.id, explorer::choose);
        if returns {
            Event::new(Op::Park, Some(loc)).on(self.id).record_blocked();
            recorder::chose(Choice::Spurious);
            tell(Event::new(Op::WokenSpuriously, Some(loc)).on(self.id));
        }
        returns
    }

    pub(crate) fn give(&self, loc: Loc) {
        let op = Op::Unpark(self.owner);
        Step::new(op, loc)
            .on(self.id)
            .touching(&[(self.object, Access::UPDATE)])
            .take_it();
        *plain(&self.given) = true;
        tell(Event::new(op, Some(loc)).on(self.id));
    }
}
