//! Twin of [`crate::sync::counted`]: every clone and drop is a step, and a leak is a failure.
//!
//! One object: who counts reads it, a clone updates it, and drops exclude each other, since the last
//! one drops the value too.

use super::wait::here;
use crate::explorer::step::{Step, off, tell};
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use explorer::{Access, Object};
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
    id: ObjectId,
    object: Object,
    value: T,
}

impl<T> Shared<T> {
    fn step(&self, op: Op, access: Access, loc: Option<Loc>) {
        let step = Step::new(op, loc).on(self.id);
        step.touching(&[(self.object, access)]).take_it();
    }
}

impl<T> Arc<T> {
    /// Counts from one.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Arc(Some(Plain::new(Shared {
            id: recorder::new_object("Arc", here()),
            object: explorer::object(),
            value,
        })))
    }

    /// How many there are.
    #[track_caller]
    pub fn strong_count(this: &Self) -> usize {
        let (shared, loc) = (this.shared(), here());
        shared.step(Op::Len, Access::READ, Some(loc));
        let count = Plain::strong_count(shared);
        let event = Event::new(Op::Len, Some(loc)).on(shared.id);
        tell(event.value(Value::Int(count as i128)));
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
        shared.step(op(true), Access::EXCLUSIVE, Some(loc));
        let last = Plain::strong_count(shared) == 1;
        let told = match last || give_up {
            true => op(last),
            // Nothing is given up: it counts as a look.
            false => Op::Len,
        };
        tell(Event::new(told, Some(loc)).on(shared.id));
        if !last && !give_up {
            explorer::unchanged();
            return Err(Some(self));
        }
        let shared = self.0.take().expect("given up only here");
        let last = Plain::into_inner(shared).ok_or(None)?;
        Ok(last.value)
    }
}

impl<T> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        let (shared, loc) = (self.shared(), here());
        shared.step(Op::CountedClone, Access::UPDATE, Some(loc));
        tell(Event::new(Op::CountedClone, Some(loc)).on(shared.id));
        Arc(self.0.clone())
    }
}

impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        let Some(shared) = self.0.take() else {
            return;
        };
        if off() {
            return drop(shared);
        }
        shared.step(Op::CountedDrop, Access::EXCLUSIVE, None);
        tell(Event::new(Op::CountedDrop, None).on(shared.id));
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
        self.shared().id
    }
}
