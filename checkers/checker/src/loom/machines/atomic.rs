//! What is watched of an atomic: loom decides which store a load sees.

use super::loads::Loads;
use crate::culprit;
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, Log, OLD_VALUE, ObjectId, Pending};
use crate::loom::director;
use crate::loom::engine;
use crate::plain::plain;
use crate::questions;
use std::sync::Mutex as Plain;
use std::sync::atomic::Ordering;

pub(crate) use crate::loom::engine::raw_atomic as raw;

/// Orders what comes before it with what comes after.
pub(crate) fn fence(order: Ordering, loc: Loc) {
    raw::fence(order);
    Event::new(Op::Fence, Some(loc)).ordered(order).record();
}

/// What becomes of an ordering: loom explores what it allows.
pub(crate) fn ordered(order: Ordering) -> Ordering {
    order
}

/// Whether a load has to return the newest value, because the execution has had as many stale reads as
/// the search allows.
pub(crate) fn reads_newest() -> bool {
    let most = questions::stale_reads();
    most.is_some_and(|most| !recorder::failed() && recorder::with_log(Log::stale_reads) >= most)
}

/// What the recorder knows of an atomic.
pub(crate) struct Watched {
    id: ObjectId,
    newest: Plain<Newest>,
    loads: Loads,
}

/// The end of the modification order.
struct Newest {
    /// A load that returns another one is stale.
    value: Value,
    /// Some store was sequentially consistent: what loom makes of that is only a release, so it lets loads
    /// return values that they could not.
    sequential: bool,
}

impl Watched {
    pub(crate) fn new(value: Value, loc: Loc) -> Self {
        Watched {
            id: recorder::new_object("atomic", loc),
            newest: Plain::new(Newest {
                value,
                sequential: false,
            }),
            loads: Loads::new(),
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
        let out = director::during(pending, || match op {
            Op::Load => self.loads.load(f),
            _ => self.loads.store(f),
        });
        engine::resumed();
        out
    }

    pub(crate) fn loaded(&self, value: Value, order: Ordering, loc: Loc) {
        self.read(Op::Load, value, order, loc);
    }

    /// A comparison found `value`, which is not the expected one.
    pub(crate) fn failed(&self, op: Op, value: Value, order: Ordering, loc: Loc) {
        self.read(op, value, order, loc);
    }

    fn read(&self, op: Op, value: Value, order: Ordering, loc: Loc) {
        let newest = plain(&self.newest);
        let mut event = Event::new(op, Some(loc)).on(self.id).ordered(order);
        if value != newest.value {
            event.note = Some(format!("{OLD_VALUE}: the newest value is {}", newest.value).into());
            event.doubtful = newest.sequential && order == Ordering::SeqCst;
        }
        drop(newest);
        event.value(value).record();
    }

    /// `value`: what the operation stored or added; `after`: what the atomic holds now.
    pub(crate) fn stored(&self, op: Op, value: Value, after: Value, order: Ordering, loc: Loc) {
        let mut newest = plain(&self.newest);
        newest.value = after.clone();
        newest.sequential |= order == Ordering::SeqCst;
        drop(newest);
        let event = Event::new(op, Some(loc)).on(self.id).ordered(order);
        event.value(value).state(State::Value(after)).record();
    }
}
