//! The cell behind every lock: shared memory that the compiler does not guard.

/// Plain memory as in [`std::cell::UnsafeCell`], with loom's shape: access happens inside a closure, so that the
/// checked type knows when it starts and when it ends.
#[derive(Debug, Default)]
pub struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    /// Creates a cell that holds `value`.
    pub const fn new(value: T) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    /// Calls `access` with a pointer to read through.
    pub fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
        access(self.0.get())
    }

    /// Calls `access` with a pointer to write through.
    ///
    /// # Examples
    /// ```
    /// use workbook::sync::cell::UnsafeCell;
    ///
    /// let cell = UnsafeCell::new(1);
    /// // SAFETY: no other thread knows of the cell.
    /// cell.with_mut(|value| unsafe { *value += 1 });
    /// assert_eq!(cell.into_inner(), 2);
    /// ```
    pub fn with_mut<R>(&self, access: impl FnOnce(*mut T) -> R) -> R {
        access(self.0.get())
    }

    /// Consumes the cell and returns the value.
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}
