//! Twin of [`workbook::sync::cell`]: two accesses that nothing orders are a data race, and found.

use super::machines::cell::UnsafeMemory;
use crate::culprit;
use crate::log::Loc;
use crate::log::ObjectId;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::recorder;
use crate::plain::here;

/// Shared plain memory: two accesses that no happens-before relation orders, one of them a write, are a data race.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::cell::UnsafeCell};
///
/// let report = check("cell", || {
///     let cell = UnsafeCell::new(1);
///     // SAFETY: no other thread knows of the cell.
///     cell.with_mut(|value| unsafe { *value += 1 });
///     // SAFETY: as above.
///     cell.with(|value| unsafe { *value })
/// });
/// report.holds().reaches(["2"]);
/// ```
#[derive(Debug)]
pub struct UnsafeCell<T> {
    id: ObjectId,
    memory: UnsafeMemory<T>,
}

impl<T> UnsafeCell<T> {
    /// Creates a cell that holds `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        UnsafeCell {
            id: recorder::new_object("cell", here()),
            memory: UnsafeMemory::new(value),
        }
    }

    /// Calls `access` with a pointer to read through.
    ///
    /// # Panics
    /// Never in a program's sense: a race ends the execution with a counterexample.
    #[track_caller]
    pub fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
        self.tell(Op::CellRead, here());
        self.memory.with(access)
    }

    /// Calls `access` with a pointer to write through.
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

    /// Consumes the cell and returns the value.
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
