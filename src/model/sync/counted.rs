//! Twin of [`crate::sync::counted`]: every clone and drop is a step, and a leak is a failure.

use super::wait::here;
use crate::model::engine::RawArc;
use crate::model::note::Named;
use crate::model::recorder::{self, Event, Loc, ObjectId, Op, Pending};
use std::ops::Deref;

/// A reference count that the checker watches; twin of [`std::sync::Arc`].
#[derive(Debug)]
pub struct Arc<T> {
    object: ObjectId,
    /// Loom's count, which finds what was never dropped. `None` once it was given up.
    raw: Option<RawArc<()>>,
    /// The value. Loom's own would be dropped by loom where destructors may no longer run.
    value: Option<std::sync::Arc<T>>,
}

impl<T> Arc<T> {
    /// Counts from one.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Arc {
            object: recorder::new_object("Arc", here()),
            raw: (!recorder::failed()).then(|| RawArc::new(())),
            value: Some(std::sync::Arc::new(value)),
        }
    }

    /// How many there are.
    pub fn strong_count(this: &Self) -> usize {
        std::sync::Arc::strong_count(this.shared())
    }

    /// Whether both are the same.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(this.shared(), other.shared())
    }

    /// Takes the value out if this is the last.
    #[track_caller]
    pub fn into_inner(mut this: Self) -> Option<T> {
        let loc = here();
        this.give_up(Op::CountedTake { taken: true }, Some(loc));
        let value = this.value.take().and_then(std::sync::Arc::into_inner);
        let taken = value.is_some();
        let event = Event::new(Op::CountedTake { taken }, Some(loc));
        event.on(this.object).record();
        value
    }

    /// Takes the value out if this is the last.
    ///
    /// # Errors
    /// It is not: it comes back.
    #[track_caller]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        match Arc::strong_count(&this) {
            1 => Arc::into_inner(this).ok_or_else(|| unreachable!("the last")),
            _ => Err(this),
        }
    }

    fn shared(&self) -> &std::sync::Arc<T> {
        self.value.as_ref().expect("given up only with `self`")
    }

    fn give_up(&mut self, op: Op, loc: Option<Loc>) {
        let raw = self.raw.take();
        if recorder::failed() {
            std::mem::forget(raw);
        } else if raw.is_some() {
            recorder::during(pending(op, self.object, loc), || drop(raw));
        }
    }
}

fn pending(op: Op, object: ObjectId, loc: Option<Loc>) -> Pending {
    Pending {
        op,
        object: Some(object),
        loc,
        blocked: false,
    }
}

impl<T> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        let loc = Some(here());
        let raw = (!recorder::failed()).then(|| {
            let pending = pending(Op::CountedClone, self.object, loc);
            recorder::during(pending, || self.raw.clone())
        });
        let event = Event::new(Op::CountedClone, loc);
        event.on(self.object).record();
        Arc {
            object: self.object,
            raw: raw.flatten(),
            value: self.value.clone(),
        }
    }
}

impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        if self.value.is_none() {
            return;
        }
        self.give_up(Op::CountedDrop, None);
        if recorder::failed() {
            // What it holds may want to lock; leave it alone.
            std::mem::forget(self.value.take());
        } else {
            Event::new(Op::CountedDrop, None).on(self.object).record();
        }
    }
}

impl<T> Deref for Arc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.shared()
    }
}

impl<T> Named for Arc<T> {
    fn object(&self) -> ObjectId {
        self.object
    }
}
