//! What is watched of a reference count.
//!
//! One object: who counts reads it, as does who asks for the only handle. What makes a handle updates
//! it, and so does the end of a weak one: all of these commute, because none of them is the last to keep the
//! value alive. Drops exclude each other and everything else, since the last one drops the value too.

use crate::explorer::step::{Step, tell};
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use explorer::{Access, Object};

#[derive(Debug)]
pub(crate) struct Count {
    id: ObjectId,
    object: Object,
}

impl Count {
    pub(crate) fn new(loc: Loc) -> Self {
        Count {
            id: recorder::new_object("Arc", loc),
            object: explorer::object(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// One more, or one less.
    pub(crate) fn step(&self, op: Op, loc: impl Into<Option<Loc>>) {
        let loc = loc.into();
        let access = match op {
            Op::CountedClone | Op::Downgrade | Op::WeakDrop => Access::UPDATE,
            _ => Access::EXCLUSIVE,
        };
        self.touch(op, access, loc);
        tell(Event::new(op, loc).on(self.id));
    }

    /// Looks how many there are.
    pub(crate) fn look(&self, loc: Loc, count: impl FnOnce() -> usize) -> usize {
        self.touch(Op::Len, Access::READ, Some(loc));
        let count = count();
        let event = Event::new(Op::Len, Some(loc)).on(self.id);
        tell(event.value(Value::Int(count as i128)));
        count
    }

    /// Looks whether it is the last, to take the value out.
    pub(crate) fn take(&self, give_up: bool, loc: Loc, is_last: impl FnOnce() -> bool) -> bool {
        let op = |taken| Op::counted_take(taken, give_up);
        self.touch(op(true), Access::EXCLUSIVE, Some(loc));
        let last = is_last();
        tell(Event::new(op(last), Some(loc)).on(self.id));
        if !last && !give_up {
            explorer::unchanged();
        }
        last
    }

    /// Does what depends on the other handles, and tells whether it was possible.
    pub(crate) fn attempt(
        &self,
        op: impl Fn(bool) -> Op,
        loc: Loc,
        attempt: impl FnOnce() -> bool,
    ) -> bool {
        let access = match op(true) {
            Op::CountedUpgrade { .. } => Access::UPDATE,
            _ => Access::READ,
        };
        self.touch(op(true), access, Some(loc));
        let done = attempt();
        tell(Event::new(op(done), Some(loc)).on(self.id));
        done
    }

    fn touch(&self, op: Op, access: Access, loc: Option<Loc>) {
        let step = Step::new(op, loc).on(self.id);
        step.touching(&[(self.object, access)]).take_it();
    }
}

/// A handle that is dropped after the execution has failed, or while it is torn down.
pub(crate) fn dropped_late<T>(handle: T) {
    drop(handle);
}
