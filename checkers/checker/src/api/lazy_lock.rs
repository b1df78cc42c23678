//! Twin of std's `LazyLock`.

use super::machines::once::Gate;
use super::once::initialize;
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::ops::Deref;

/// A value that the first thread makes that needs it; twin of [`std::sync::LazyLock`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::LazyLock, sync::Mutex, sync::thread};
///
/// let report = check("table made once", || {
///     let made = Mutex::new(0);
///     let table = LazyLock::new(|| {
///         *made.lock() += 1;
///         [1, 4, 9]
///     });
///     let sum = thread::scope(|scope| {
///         let first = scope.spawn(|| table[0]);
///         table[1] + first.join().unwrap()
///     });
///     (sum, *made.lock())
/// });
/// report.holds().reaches(["(5, 1)"]);
/// ```
pub struct LazyLock<T, F = fn() -> T> {
    gate: Gate,
    /// Taken by the thread that initializes.
    init: Cell<Option<F>>,
    /// Written by the thread that initializes; read once that is done.
    value: UnsafeCell<Option<T>>,
}

// SAFETY: as std's: one thread runs the function, any may read the value, and another one may drop both.
unsafe impl<T: Send + Sync, F: Send> Sync for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that `init` will make.
    #[track_caller]
    pub fn new(init: F) -> Self {
        LazyLock {
            gate: Gate::new("lazy lock", here()),
            init: Cell::new(Some(init)),
            value: UnsafeCell::new(None),
        }
    }

    /// The value. The first thread makes it, and others wait for it meanwhile.
    ///
    /// # Panics
    /// If the function panicked before, in any thread.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        this.value(here())
    }

    #[track_caller]
    fn value(&self, loc: Loc) -> &T {
        initialize(&self.gate, "LazyLock", loc, |_| {
            let init = self.init.take().expect("taken once");
            let value = init();
            // SAFETY: this thread alone initializes, and none reads before.
            unsafe { *self.value.get() = Some(value) }
        });
        // SAFETY: it is initialized, and never written again.
        unsafe { &*self.value.get() }.as_ref().expect("initialized")
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
    #[track_caller]
    fn deref(&self) -> &T {
        self.value(here())
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> Self {
        LazyLock::new(T::default)
    }
}

impl<T, F> Named for LazyLock<T, F> {
    fn object(&self) -> ObjectId {
        self.gate.id()
    }
}

impl<T, F> fmt::Debug for LazyLock<T, F> {
    /// Not as std's: whether there is a value only a step can tell.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LazyLock").finish_non_exhaustive()
    }
}
