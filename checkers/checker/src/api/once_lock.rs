//! Twin of std's `OnceLock`.

use super::machines::once::Gate;
use super::once::initialize_even_if_poisoned;
use crate::log::ObjectId;
use crate::log::note::Named;
use crate::plain::here;
use std::cell::UnsafeCell;
use std::fmt;

/// A value that is written once, by the first thread that arrives; the checked type for [`std::sync::OnceLock`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::OnceLock, sync::thread};
///
/// let report = check("first name wins", || {
///     let name = OnceLock::new();
///     thread::scope(|scope| {
///         scope.spawn(|| name.set("theirs"));
///         *name.get_or_init(|| "mine")
///     })
/// });
/// report.holds().reaches(["\"mine\"", "\"theirs\""]);
/// ```
pub struct OnceLock<T> {
    gate: Gate,
    /// Written by the thread that initializes; read once that is done.
    value: UnsafeCell<Option<T>>,
}

// SAFETY: as std's: any thread may read the value, and another one than the one that wrote it may drop it.
unsafe impl<T: Send + Sync> Sync for OnceLock<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// Creates a cell without a value.
    #[track_caller]
    pub fn new() -> Self {
        OnceLock {
            gate: Gate::new("once lock", here()),
            value: UnsafeCell::new(None),
        }
    }

    /// Returns the value, if there is one.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        self.gate.is_done(here()).then(|| self.value())
    }

    /// Returns the value. The first thread creates it, while others block. If `init` panics there is none, and
    /// the next thread creates it.
    #[track_caller]
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> &T {
        initialize_even_if_poisoned(&self.gate, here(), |_| self.write(init()));
        self.value()
    }

    /// Writes the value if there is none, and blocks the current thread while another one makes it.
    ///
    /// # Errors
    /// There is one already; the error returns the new one.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::OnceLock};
    ///
    /// let report = check("set twice", || {
    ///     let lock = OnceLock::new();
    ///     assert_eq!(lock.set(1), Ok(()));
    ///     lock.set(2)
    /// });
    /// report.holds().reaches(["Err(2)"]);
    /// ```
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        if !self.gate.set(here()) {
            return Err(value);
        }
        self.write(value);
        Ok(())
    }

    /// Blocks the current thread until there is a value.
    #[track_caller]
    pub fn wait(&self) -> &T {
        self.gate.wait(true, here());
        self.value()
    }

    /// Returns the value; no step is needed, since no other thread can access the cell.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut().as_mut()
    }

    /// Takes the value and leaves the cell empty.
    pub fn take(&mut self) -> Option<T> {
        self.gate.reset();
        self.value.get_mut().take()
    }

    /// Consumes the cell and returns the value.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Only for the thread that initializes, before that is done for the others.
    fn write(&self, value: T) {
        // SAFETY: this thread alone initializes, and none reads before.
        unsafe { *self.value.get() = Some(value) }
    }

    /// Only once it is initialized.
    fn value(&self) -> &T {
        // SAFETY: it is initialized, and never written again while it is shared.
        unsafe { &*self.value.get() }.as_ref().expect("initialized")
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> Self {
        OnceLock::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        let cell = OnceLock::new();
        let _first = cell.set(value);
        cell
    }
}

impl<T> Named for OnceLock<T> {
    fn object(&self) -> ObjectId {
        self.gate.id()
    }
}

impl<T> fmt::Debug for OnceLock<T> {
    /// Not as std's: whether there is a value only a step can tell.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceLock").finish_non_exhaustive()
    }
}
