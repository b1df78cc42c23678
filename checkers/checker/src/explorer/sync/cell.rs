//! Twin of [`crate::sync::cell`]: two accesses that nothing orders are a data race, and found.
//!
//! An access is no step, since a race shows in any order.

use super::wait::here;
use crate::explorer::step::tell;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use explorer::{Access, Object};
use std::cell::UnsafeCell as RawUnsafeCell;

/// Shared memory that nothing guards.
#[derive(Debug)]
pub struct UnsafeCell<T> {
    id: ObjectId,
    object: Object,
    raw: RawUnsafeCell<T>,
}

impl<T> UnsafeCell<T> {
    /// A cell that holds `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        UnsafeCell {
            id: recorder::new_object("cell", here()),
            object: explorer::object(),
            raw: RawUnsafeCell::new(value),
        }
    }

    /// Hands `access` a pointer to read through.
    ///
    /// # Panics
    /// Never in a program's sense: a race ends the execution with a counterexample.
    #[track_caller]
    pub fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
        self.touch(Op::CellRead, Access::READ, here());
        access(self.raw.get())
    }

    /// Hands `access` a pointer to write through.
    ///
    /// # Panics
    /// As [`UnsafeCell::with`].
    #[track_caller]
    pub fn with_mut<R>(&self, access: impl FnOnce(*mut T) -> R) -> R {
        self.touch(Op::CellWrite, Access::EXCLUSIVE, here());
        access(self.raw.get())
    }

    fn touch(&self, op: Op, access: Access, loc: Loc) {
        tell(Event::new(op, Some(loc)).on(self.id));
        explorer::cell(self.object, access);
    }

    /// Takes the value out.
    pub fn into_inner(self) -> T {
        self.raw.into_inner()
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    #[track_caller]
    fn default() -> Self {
        UnsafeCell::new(T::default())
    }
}

impl<T> Named for UnsafeCell<T> {
    fn object(&self) -> ObjectId {
        self.id
    }
}
