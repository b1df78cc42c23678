//! Memory in which the engine finds races.
//!
//! An access is no step, since a race shows in any order.

use explorer::{Access, Object};
use std::cell::UnsafeCell;

/// Memory that nothing guards, and the object that its accesses touch.
#[derive(Debug)]
pub(crate) struct UnsafeMemory<T> {
    object: Object,
    raw: UnsafeCell<T>,
}

impl<T> UnsafeMemory<T> {
    pub(crate) fn new(value: T) -> Self {
        UnsafeMemory {
            object: explorer::object(),
            raw: UnsafeCell::new(value),
        }
    }

    pub(crate) fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
        explorer::cell(self.object, Access::READ);
        access(self.raw.get())
    }

    pub(crate) fn with_mut<R>(&self, access: impl FnOnce(*mut T) -> R) -> R {
        explorer::cell(self.object, Access::EXCLUSIVE);
        access(self.raw.get())
    }

    pub(crate) fn into_inner(self) -> T {
        self.raw.into_inner()
    }
}
