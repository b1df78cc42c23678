//! Twin of [`crate::sync::counted`]: every clone and drop is a step, and a leak is a failure.

use super::wait::{Object, here};
use crate::log::event::Op;
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::loom::engine::RawArc;
use std::ops::Deref;
use std::sync::Arc as Plain;

/// A reference count that the checker watches; twin of [`std::sync::Arc`].
#[derive(Debug)]
pub struct Arc<T>(
    /// `None` once it was given up.
    Option<Plain<Shared<T>>>,
);

#[derive(Debug)]
struct Shared<T> {
    object: Object,
    /// Loom finds what is never dropped. Its own count stays at one: loom does not explore every
    /// order of drops and of looks at the count.
    raw: Option<RawArc<()>>,
    value: T,
}

impl<T> Arc<T> {
    /// Counts from one.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Arc(Some(Plain::new(Shared {
            object: Object::new("Arc", here()),
            raw: (!recorder::failed()).then(|| RawArc::new(())),
            value,
        })))
    }

    /// How many there are.
    #[track_caller]
    pub fn strong_count(this: &Self) -> usize {
        let (object, loc) = (&this.shared().object, here());
        let _pass = object.pass(Op::Len, loc);
        let count = Plain::strong_count(this.shared());
        let event = object.event(Op::Len, loc);
        event.value(Value::Int(count as i128)).record();
        count
    }

    /// Whether both are the same.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        Plain::ptr_eq(this.shared(), other.shared())
    }

    /// Takes the value out if this is the last.
    #[track_caller]
    pub fn into_inner(this: Self) -> Option<T> {
        this.take(true, here()).ok()
    }

    /// Takes the value out if this is the last.
    ///
    /// # Errors
    /// It is not: it comes back.
    #[track_caller]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        let taken = this.take(false, here());
        taken.map_err(|back| back.expect("not given up"))
    }

    fn shared(&self) -> &Plain<Shared<T>> {
        self.0.as_ref().expect("given up only with `self`")
    }

    /// Takes the value out if this is the last; otherwise gives it up, or back.
    fn take(mut self, give_up: bool, loc: Loc) -> Result<T, Option<Self>> {
        let op = |taken| Op::CountedTake { taken };
        let shared = self.shared();
        let pass = shared.object.pass(op(true), loc);
        let last = Plain::strong_count(shared) == 1;
        shared.object.event(op(last), loc).record();
        drop(pass);
        if !last && !give_up {
            return Err(Some(self));
        }
        let shared = self.0.take().expect("given up only here");
        let last = Plain::into_inner(shared).ok_or(None)?;
        if recorder::failed() {
            std::mem::forget(last.raw);
        }
        Ok(last.value)
    }
}

impl<T> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        let (object, loc) = (&self.shared().object, here());
        let _pass = object.pass(Op::CountedClone, loc);
        object.event(Op::CountedClone, loc).record();
        Arc(self.0.clone())
    }
}

impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        let Some(shared) = self.0.take() else {
            return;
        };
        if recorder::failed() {
            // What it holds may want to lock; leave it alone.
            std::mem::forget(shared);
            return;
        }
        let pass = shared.object.pass(Op::CountedDrop, None);
        shared.object.event(Op::CountedDrop, None).record();
        drop(pass);
        drop(shared);
    }
}

impl<T> Deref for Arc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.shared().value
    }
}

impl<T> Named for Arc<T> {
    fn object(&self) -> ObjectId {
        self.shared().object.id()
    }
}
