//! What is watched of a reference count.

use super::wait::Object;
use crate::log::event::Op;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::loom::engine::RawArc;

#[derive(Debug)]
pub(crate) struct Count {
    object: Object,
    /// Loom finds what is never dropped. Its own count stays at one: loom does not explore every
    /// order of drops and of looks at the count.
    raw: Option<RawArc<()>>,
}

impl Count {
    pub(crate) fn new(loc: Loc) -> Self {
        Count {
            object: Object::new("Arc", loc),
            raw: (!recorder::failed()).then(|| RawArc::new(())),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    /// One more, or one less.
    pub(crate) fn step(&self, op: Op, loc: impl Into<Option<Loc>>) {
        let loc = loc.into();
        let _pass = self.object.pass(op, loc);
        self.object.event(op, loc).record();
    }

    /// Looks how many there are.
    pub(crate) fn look(&self, loc: Loc, count: impl FnOnce() -> usize) -> usize {
        let _pass = self.object.pass(Op::Len, loc);
        let count = count();
        let event = self.object.event(Op::Len, loc);
        event.value(Value::Int(count as i128)).record();
        count
    }

    /// Looks whether it is the last, to take the value out.
    pub(crate) fn take(&self, give_up: bool, loc: Loc, is_last: impl FnOnce() -> bool) -> bool {
        self.attempt(|taken| Op::counted_take(taken, give_up), loc, is_last)
    }

    /// Does what depends on the other handles, and tells whether it was possible.
    pub(crate) fn attempt(
        &self,
        op: impl Fn(bool) -> Op,
        loc: Loc,
        attempt: impl FnOnce() -> bool,
    ) -> bool {
        let _pass = self.object.pass(op(true), loc);
        let done = attempt();
        self.object.event(op(done), loc).record();
        done
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        if recorder::failed() {
            // Loom is gone.
            std::mem::forget(self.raw.take());
        }
    }
}

/// A handle that is dropped after the execution has failed. What it holds may want to lock: leave it
/// alone.
pub(crate) fn dropped_late<T>(handle: T) {
    std::mem::forget(handle);
}
