//! What is watched of an atomic. All are sequentially consistent: loom judges orderings.
//!
//! One object for each atomic: a load reads it, and whatever writes excludes everything else. A
//! `compare_exchange` reads it, and excludes the others only if it stores: one that fails commutes
//! with loads and with others that fail. It need not announce that it might store: whether it does
//! depends on stores, and those conflict with all that touch the atomic, so they hide no race.

use crate::explorer::step::{Step, tell};
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use explorer::{Access, Object};
use std::sync::atomic::Ordering;

pub(crate) use std::sync::atomic as raw;

/// Only a row in the story: everything is ordered anyway.
pub(crate) fn fence(_order: Ordering, loc: Loc) {
    tell(Event::new(Op::Fence, Some(loc)));
}

/// What becomes of an ordering: there is only one.
pub(crate) fn ordered(_order: Ordering) -> Ordering {
    Ordering::SeqCst
}

/// Whether a load has to be told to return the newest value: all of them do.
pub(crate) fn reads_newest() -> bool {
    false
}

/// What an atomic is besides its value.
pub(crate) struct Watched {
    id: ObjectId,
    object: Object,
}

impl Watched {
    pub(crate) fn new(_value: Value, loc: Loc) -> Self {
        Watched {
            id: recorder::new_object("atomic", loc),
            object: explorer::object(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    fn reads(&self) -> (Object, Access) {
        (self.object, Access::READ)
    }

    fn writes(&self) -> (Object, Access) {
        (self.object, Access::EXCLUSIVE)
    }

    /// A step that does `f`.
    pub(crate) fn during<R>(&self, op: Op, loc: Loc, f: impl FnOnce() -> R) -> R {
        let touches = match op {
            Op::Load | Op::CompareExchange { .. } => self.reads(),
            _ => self.writes(),
        };
        let step = Step::new(op, loc).on(self.id);
        step.touching(&[touches]).take_it();
        f()
    }

    pub(crate) fn loaded(&self, value: Value, _order: Ordering, loc: Loc) {
        tell(Event::new(Op::Load, Some(loc)).on(self.id).value(value));
    }

    /// A comparison found `value`, which is not the expected one.
    pub(crate) fn failed(&self, op: Op, value: Value, _order: Ordering, loc: Loc) {
        tell(Event::new(op, Some(loc)).on(self.id).value(value));
    }

    /// `value`: what the operation stored or added; `after`: what the atomic holds now.
    pub(crate) fn stored(&self, op: Op, value: Value, after: Value, _order: Ordering, loc: Loc) {
        if matches!(op, Op::CompareExchange { .. }) {
            explorer::touch(self.writes());
        }
        let event = Event::new(op, Some(loc)).on(self.id).value(value);
        tell(event.state(State::Value(after)));
    }
}
