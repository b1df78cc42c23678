//! What is watched of an atomic: loom decides which store a load sees.

use crate::culprit;
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId, Pending};
use crate::plain::plain;
use std::sync::Mutex as Plain;
use std::sync::atomic::Ordering;

pub(crate) use crate::loom::engine::raw_atomic as raw;

/// Orders what comes before it with what comes after.
pub(crate) fn fence(order: Ordering) {
    raw::fence(order);
}

/// What becomes of an ordering: loom explores what it allows.
pub(crate) fn ordered(order: Ordering) -> Ordering {
    order
}

/// What the recorder knows of an atomic.
pub(crate) struct Watched {
    id: ObjectId,
    /// The newest value in modification order: a load that returns another one is stale.
    newest: Plain<Value>,
}

impl Watched {
    pub(crate) fn new(value: Value, loc: Loc) -> Self {
        Watched {
            id: recorder::new_object("atomic", loc),
            newest: Plain::new(value),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// A step that does `f`.
    pub(crate) fn during<R>(&self, op: Op, loc: Loc, f: impl FnOnce() -> R) -> R {
        culprit::used(self.id, Some(loc));
        let pending = Pending {
            op,
            object: Some(self.id),
            loc: Some(loc),
            blocked: false,
        };
        recorder::during(pending, f)
    }

    pub(crate) fn loaded(&self, value: Value, loc: Loc) {
        let newest = plain(&self.newest).clone();
        let mut event = Event::new(Op::Load, Some(loc)).on(self.id);
        if value != newest {
            event.note = Some(format!("an old value: {newest} is newer").into());
        }
        event.value(value).record();
    }

    /// A comparison found `value`, which is not the expected one.
    pub(crate) fn failed(&self, op: Op, value: Value, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.id);
        event.value(value).record();
    }

    /// `value`: what the operation stored or added; `after`: what the atomic holds now.
    pub(crate) fn stored(&self, op: Op, value: Value, after: Value, loc: Loc) {
        *plain(&self.newest) = after.clone();
        let event = Event::new(op, Some(loc)).on(self.id);
        event.value(value).state(State::Value(after)).record();
    }
}
