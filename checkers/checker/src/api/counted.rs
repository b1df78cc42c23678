//! Twin of [`workbook::sync::counted`]: every clone and drop is a step, and a leak is a failure.

use super::machines::counted::{Count, dropped_late};
use super::machines::off;
use crate::log::event::Op;
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc as Plain, Weak as PlainWeak};

/// A shared, reference-counted value whose clones and drops are steps; the checked type for [`std::sync::Arc`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::counted::Arc, sync::thread};
///
/// let report = check("last one out", || {
///     let value = Arc::new(1);
///     let theirs = Arc::clone(&value);
///     let other = thread::spawn(move || Arc::into_inner(theirs));
///     let mine = Arc::into_inner(value);
///     // Exactly one of the two handles is the last.
///     mine.is_some() != other.join().unwrap().is_some()
/// });
/// report.holds().reaches(["true"]);
/// ```
pub struct Arc<T>(
    /// `None` once it was given up.
    Option<Shared<T>>,
);

struct Shared<T> {
    /// Apart from the value, which weak handles outlive.
    count: Plain<Count>,
    value: Plain<T>,
}

/// A handle that does not keep the value alive; twin of [`std::sync::Weak`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::counted::Arc, sync::thread};
///
/// let report = check("still there?", || {
///     let value = Arc::new(7);
///     let weak = Arc::downgrade(&value);
///     let other = thread::spawn(move || weak.upgrade().map(|value| *value));
///     drop(value);
///     other.join().unwrap()
/// });
/// report.holds().reaches(["None", "Some(7)"]);
/// ```
pub struct Weak<T>(
    /// `None` if there never was a value.
    Option<Seen<T>>,
);

struct Seen<T> {
    count: Plain<Count>,
    value: PlainWeak<T>,
}

impl<T> Arc<T> {
    /// Creates a value with one handle.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Arc(Some(Shared {
            count: Plain::new(Count::new(here())),
            value: Plain::new(value),
        }))
    }

    /// Returns the number of handles that keep the value alive.
    #[track_caller]
    pub fn strong_count(this: &Self) -> usize {
        let shared = this.shared();
        let count = || Plain::strong_count(&shared.value);
        shared.count.look(here(), count)
    }

    /// Returns the number of weak handles.
    #[track_caller]
    pub fn weak_count(this: &Self) -> usize {
        let shared = this.shared();
        let count = || Plain::weak_count(&shared.value);
        shared.count.look(here(), count)
    }

    /// Returns true if both are handles of the same value.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        Plain::ptr_eq(&this.shared().value, &other.shared().value)
    }

    /// Returns the value if this is the last handle that keeps it alive.
    #[track_caller]
    pub fn into_inner(this: Self) -> Option<T> {
        this.take(true, here()).ok()
    }

    /// Returns the value if this is the last handle that keeps it alive.
    ///
    /// # Errors
    /// Other handles are left; the error returns this one.
    #[track_caller]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        let taken = this.take(false, here());
        taken.map_err(|back| back.expect("not given up"))
    }

    /// Returns the value if this is the last handle that keeps it alive, and a clone of it otherwise.
    #[track_caller]
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Arc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }

    /// Borrows the value mutably; if there is another handle, a clone of the value, which this handle has from now on.
    /// std moves the value instead where the others are weak.
    #[track_caller]
    pub fn make_mut(this: &mut Self) -> &mut T
    where
        T: Clone,
    {
        if Arc::get_mut(this).is_none() {
            *this = Arc::new((**this).clone());
        }
        let shared = this.0.as_mut().expect(KEPT);
        Plain::get_mut(&mut shared.value).expect("no other handle was found, or it is new")
    }

    /// Borrows the value mutably if there is no other handle, not even a weak one.
    #[track_caller]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        let shared = this.0.as_mut().expect(KEPT);
        let value = &mut shared.value;
        let op = |unique| Op::CountedMut { unique };
        let unique = || Plain::get_mut(value).is_some();
        match shared.count.attempt(op, here(), unique) {
            true => Plain::get_mut(&mut shared.value),
            false => None,
        }
    }

    /// Creates a weak handle.
    #[track_caller]
    pub fn downgrade(this: &Self) -> Weak<T> {
        let shared = this.shared();
        shared.count.step(Op::Downgrade, here());
        Weak(Some(Seen {
            count: shared.count.clone(),
            value: Plain::downgrade(&shared.value),
        }))
    }

    fn shared(&self) -> &Shared<T> {
        self.0.as_ref().expect(KEPT)
    }

    /// Takes the value out if this is the last; otherwise gives it up, or back.
    fn take(mut self, give_up: bool, loc: Loc) -> Result<T, Option<Self>> {
        let shared = self.shared();
        let is_last = || Plain::strong_count(&shared.value) == 1;
        if !shared.count.take(give_up, loc, is_last) && !give_up {
            return Err(Some(self));
        }
        let shared = self.0.take().expect("given up only here");
        Plain::into_inner(shared.value).ok_or(None)
    }
}

const KEPT: &str = "given up only with `self`";

impl<T> Weak<T> {
    /// Creates a weak handle of no value, which cannot be upgraded.
    pub const fn new() -> Self {
        Weak(None)
    }

    /// Returns a handle that keeps the value alive, or `None` if the value was dropped.
    #[track_caller]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let seen = self.0.as_ref()?;
        let op = |done| Op::CountedUpgrade { done };
        let mut value = None;
        let upgrade = || {
            value = seen.value.upgrade();
            value.is_some()
        };
        seen.count.attempt(op, here(), upgrade);
        let count = seen.count.clone();
        value.map(|value| Arc(Some(Shared { count, value })))
    }

    /// Returns the number of handles that keep the value alive.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.look(here(), PlainWeak::strong_count)
    }

    /// Returns the number of weak handles, or 0 once the value was dropped.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.look(here(), PlainWeak::weak_count)
    }

    fn look(&self, loc: Loc, count: fn(&PlainWeak<T>) -> usize) -> usize {
        let seen = self.0.as_ref();
        seen.map_or(0, |seen| seen.count.look(loc, || count(&seen.value)))
    }

    /// Returns true if both are handles of the same value, or of none.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => one.value.ptr_eq(&other.value),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl<T> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        let shared = self.shared();
        shared.count.step(Op::CountedClone, here());
        Arc(Some(Shared {
            count: shared.count.clone(),
            value: shared.value.clone(),
        }))
    }
}

impl<T> Clone for Weak<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        let loc = here();
        Weak(self.0.as_ref().map(|seen| {
            seen.count.step(Op::Downgrade, loc);
            Seen {
                count: seen.count.clone(),
                value: seen.value.clone(),
            }
        }))
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

impl<T> Drop for Weak<T> {
    fn drop(&mut self) {
        let Some(seen) = self.0.take() else {
            return;
        };
        if off() {
            return dropped_late(seen);
        }
        seen.count.step(Op::WeakDrop, None);
        drop(seen);
    }
}

impl<T> Deref for Arc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.shared().value
    }
}

impl<T> Default for Weak<T> {
    fn default() -> Self {
        Weak::new()
    }
}

impl<T> Named for Arc<T> {
    fn object(&self) -> ObjectId {
        self.shared().count.id()
    }
}

impl<T: fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
