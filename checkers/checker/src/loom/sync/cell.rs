//! Twin of [`crate::sync::cell`]: two accesses at once are a data race, and found.

use super::wait::here;
use crate::log::ObjectId;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::recorder;
use crate::loom::engine::RawUnsafeCell;

/// Shared memory that nothing guards.
#[derive(Debug)]
pub struct UnsafeCell<T> {
    object: ObjectId,
    raw: RawUnsafeCell<T>,
}

impl<T> UnsafeCell<T> {
    /// A cell that holds `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        UnsafeCell {
            object: recorder::new_object("cell", here()),
            raw: RawUnsafeCell::new(value),
        }
    }

    /// Hands `access` a pointer to read through.
    ///
    /// # Panics
    /// Never in a program's sense: a race ends the execution with a counterexample.
    #[track_caller]
    pub fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
        let event = Event::new(Op::CellRead, Some(here()));
        event.on(self.object).record();
        self.raw.with(access)
    }

    /// Hands `access` a pointer to write through.
    ///
    /// # Panics
    /// As [`UnsafeCell::with`].
    #[track_caller]
    pub fn with_mut<R>(&self, access: impl FnOnce(*mut T) -> R) -> R {
        let event = Event::new(Op::CellWrite, Some(here()));
        event.on(self.object).record();
        self.raw.with_mut(access)
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
        self.object
    }
}
