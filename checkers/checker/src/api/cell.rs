//! Twin of [`workbook::sync::cell`]: two accesses that nothing orders are a data race, and found.

use super::machines::cell::UnsafeMemory;
use crate::culprit;
use crate::log::Loc;
use crate::log::ObjectId;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::recorder;
use crate::plain::here;

/// Shared memory that nothing guards.
#[derive(Debug)]
pub struct UnsafeCell<T> {
    id: ObjectId,
    memory: UnsafeMemory<T>,
}

impl<T> UnsafeCell<T> {
    /// A cell that holds `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        UnsafeCell {
            id: recorder::new_object("cell", here()),
            memory: UnsafeMemory::new(value),
        }
    }

    /// Hands `access` a pointer to read through.
    ///
    /// # Panics
    /// Never in a program's sense: a race ends the execution with a counterexample.
    #[track_caller]
    pub fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
        self.tell(Op::CellRead, here());
        self.memory.with(access)
    }

    /// Hands `access` a pointer to write through.
    ///
    /// # Panics
    /// As [`UnsafeCell::with`].
    #[track_caller]
    pub fn with_mut<R>(&self, access: impl FnOnce(*mut T) -> R) -> R {
        self.tell(Op::CellWrite, here());
        self.memory.with_mut(access)
    }

    fn tell(&self, op: Op, loc: Loc) {
        culprit::used(self.id, Some(loc));
        super::machines::tell(Event::new(op, Some(loc)).on(self.id));
    }

    /// Takes the value out.
    pub fn into_inner(self) -> T {
        self.memory.into_inner()
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
