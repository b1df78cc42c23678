//! Values that a thread or an execution has for itself: twins of [`std::thread_local`] and of a `static`.
//!
//! All threads of a model run on one OS thread, and all executions in one process, so std's would be shared by
//! threads and would keep what an earlier execution left.

use super::machines::off;
use crate::log::ThreadId;
use crate::log::recorder;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Deref;
use std::ptr;
use std::rc::Rc;

/// A value for each thread of the model, made when the thread uses it first and dropped when the thread ends;
/// twin of [`std::thread::LocalKey`]. `thread_local!` declares it.
pub struct LocalKey<T: 'static>(fn() -> T);

/// A value for each execution, made when a thread uses it first; twin of a `static`, which is shared by all
/// executions. `statics!` declares it.
pub struct PerExecution<T: 'static>(fn() -> T);

/// Whose a value is: a thread's, or the whole execution's.
type Owner = Option<ThreadId>;

/// A value, by its owner and the address of its declaration.
type Entry = (Owner, usize, Rc<dyn Any>);

#[derive(Default)]
struct Values {
    execution: u32,
    entries: Vec<Entry>,
}

thread_local! {
    static VALUES: RefCell<Values> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Vec<Entry>) -> R) -> R {
    VALUES.with(|values| {
        let mut values = values.borrow_mut();
        if values.execution != recorder::execution() {
            // Of an execution that failed: its destructors must not run in this one.
            std::mem::take(&mut values.entries)
                .into_iter()
                .for_each(std::mem::forget);
            values.execution = recorder::execution();
        }
        f(&mut values.entries)
    })
}

/// The value, which `init` makes if there is none.
fn value<T: 'static>(owner: Owner, key: usize, init: fn() -> T) -> Rc<T> {
    let known = || {
        with(|entries| {
            let mut entries = entries.iter();
            let entry = entries.find(|entry| (entry.0, entry.1) == (owner, key))?;
            Some(
                entry
                    .2
                    .clone()
                    .downcast()
                    .expect("one type for each declaration"),
            )
        })
    };
    known().unwrap_or_else(|| {
        let made = Rc::new(init());
        // Another thread may have come first, if making it takes a step.
        known().unwrap_or_else(|| {
            with(|entries| entries.push((owner, key, made.clone())));
            made
        })
    })
}

/// Drops what belongs to `owner`, the latest first; a destructor may use the others.
fn drop_values(owner: Owner) {
    while let Some(last) = with(|entries| {
        let last = entries.iter().rposition(|entry| entry.0 == owner);
        last.map(|last| entries.remove(last))
    }) {
        drop(last);
    }
}

/// Drops the values of a thread at its end, however it ends.
pub(crate) struct OfThread(pub(crate) ThreadId);

impl Drop for OfThread {
    fn drop(&mut self) {
        drop_values(Some(self.0));
    }
}

/// Drops the values of an execution that is over; what a thread may still use stays.
pub(crate) struct OfExecution;

impl Drop for OfExecution {
    fn drop(&mut self) {
        let ended = recorder::with_log(|log| log.threads.iter().skip(1).all(|thread| thread.done));
        if ended || off() {
            drop_values(None);
        }
    }
}

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        LocalKey(init)
    }

    /// Calls `f` with the thread's own value.
    pub fn with<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        let key = ptr::from_ref(self).addr();
        f(&value(Some(recorder::me()), key, self.0))
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets the thread's own value.
    pub fn set(&'static self, value: T) {
        self.with(|cell| cell.set(value));
    }

    /// Returns the thread's own value.
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Takes the thread's own value, and leaves the default.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Replaces the thread's own value.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls `f` with the thread's own value.
    pub fn with_borrow<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Calls `f` with the thread's own value, which it may change.
    pub fn with_borrow_mut<R>(&'static self, f: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }
}

impl<T: Sync + 'static> PerExecution<T> {
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        PerExecution(init)
    }
}

impl<T: 'static> Deref for PerExecution<T> {
    type Target = T;
    fn deref(&self) -> &T {
        let value = value(None, ptr::from_ref(self).addr(), self.0);
        // SAFETY: the value stays where it is until all threads of the execution have ended. A reference that
        // a model hides from that, in a plain `static` say, would be one of a program that is not checked.
        unsafe { &*Rc::as_ptr(&value) }
    }
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

impl<T: 'static> fmt::Debug for PerExecution<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PerExecution").finish_non_exhaustive()
    }
}
