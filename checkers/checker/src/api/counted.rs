//! Twin of [`workbook::sync::counted`]: every clone and drop is a step, and a leak is a failure.

use super::machines::counted::{Count, dropped_late};
use super::machines::off;
use crate::log::event::Op;
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
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
    count: Count,
    value: T,
}

impl<T> Arc<T> {
    /// Counts from one.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Arc(Some(Plain::new(Shared {
            count: Count::new(here()),
            value,
        })))
    }

    /// How many there are.
    #[track_caller]
    pub fn strong_count(this: &Self) -> usize {
        let shared = this.shared();
        shared.count.look(here(), || Plain::strong_count(shared))
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
        let shared = self.shared();
        let is_last = || Plain::strong_count(shared) == 1;
        if !shared.count.take(give_up, loc, is_last) && !give_up {
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
        self.shared().count.step(Op::CountedClone, here());
        Arc(self.0.clone())
    }
}

impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        let Some(shared) = self.0.take() else {
            return;
        };
        if off() {
            return dropped_late(shared);
        }
        shared.count.step(Op::CountedDrop, None);
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
        self.shared().count.id()
    }
}
