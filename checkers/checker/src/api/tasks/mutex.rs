//! Twin of tokio's lock, which may be held over an await.

use super::super::mutex::told;
use super::acquire::Acquiring;
use super::leaf::Leaf;
use super::machines::tasks::Shared;
use super::machines::tell;
use super::permits::{Permits, wake};
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId, recorder};
use crate::plain::here;
use std::cell::UnsafeCell;
use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// A lock whose guard may be held over an await; the checked type for `tokio::sync::Mutex`.
///
/// Tasks get it in the order in which they asked for it. A future that waits for it may be handed it while no task
/// polls that future: then it holds the lock.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Arc, sync::tasks};
///
/// let report = check("two additions", || {
///     tasks::block_on(async {
///         let count = Arc::new(tasks::Mutex::new(0));
///         let theirs = Arc::clone(&count);
///         let other = tasks::spawn(async move { *theirs.lock().await += 1 });
///         *count.lock().await += 1;
///         other.await.unwrap();
///         *count.lock().await
///     })
/// });
/// report.holds().reaches(["2"]);
/// ```
pub struct Mutex<T> {
    permits: Shared<Permits>,
    value: UnsafeCell<T>,
}

// SAFETY: as tokio's. The permit excludes all but one guard, and guards alone reach the value.
unsafe impl<T: Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Mutex<T> {}

/// The error of [`Mutex::try_lock`]: the lock is held.
#[derive(Debug)]
pub struct TryLockError(pub(super) ());

impl fmt::Display for TryLockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("operation would block")
    }
}

impl std::error::Error for TryLockError {}

impl<T> Mutex<T> {
    /// Creates a lock that guards `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Mutex {
            permits: Shared::new("mutex", Permits::of_a_lock(), here()),
            value: UnsafeCell::new(value),
        }
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T> Mutex<T> {
    /// Waits until the lock is free, and takes it.
    #[track_caller]
    pub fn lock(&self) -> Lock<'_, T> {
        Lock(Acquiring::new(1, Op::Lock, here()), self)
    }

    /// As [`lock`](Mutex::lock), for a guard that borrows nothing.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> LockOwned<T> {
        LockOwned(Acquiring::new(1, Op::Lock, here()), self)
    }

    /// Takes the lock if it is free.
    ///
    /// # Errors
    /// It is held.
    #[track_caller]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        let loc = here();
        let op = |taken| Op::TryLock { taken };
        let taken = self.permits.with(op(true), loc, |permits| {
            let taken = permits.try_acquire(1);
            self.tell(op(taken), loc);
            taken
        });
        match taken {
            true => Ok(MutexGuard(self, self.guarding(loc))),
            false => Err(TryLockError(())),
        }
    }

    /// Returns the value, which no other task can reach.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    fn poll_lock(&self, acquiring: &Acquiring, context: &mut Context<'_>) -> Poll<()> {
        let poll = acquiring.poll(&self.permits, context, |_| {
            self.tell(Op::Lock, acquiring.loc);
            None
        });
        poll.map(|open| debug_assert!(open.is_ok(), "a lock is never closed"))
    }

    fn tell(&self, op: Op, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.permits.id());
        tell(match op {
            Op::TryLock { taken: false } => event,
            _ => event.state(State::HeldBy(recorder::me())),
        });
    }

    /// The value, for the log. Only for the task that holds the lock.
    fn value(&self) -> Value {
        // SAFETY: this task holds the lock.
        Value::of(unsafe { &*self.value.get() })
    }

    fn guarding(&self, loc: Loc) -> Held {
        Held {
            before: self.value(),
            wrote: false,
            loc,
        }
    }

    fn unlock(&self, held: &Held) {
        let (state, changed) = told(&held.before, self.value(), held.wrote);
        wake(self.permits.with(Op::Unlock, held.loc, |permits| {
            let event = Event::new(Op::Unlock, Some(held.loc)).on(self.permits.id());
            tell(event.state(state).value(changed));
            permits.add(1, self.permits.id(), held.loc)
        }));
    }
}

/// What a guard knows besides its lock.
struct Held {
    /// The value when the lock was taken.
    before: Value,
    wrote: bool,
    loc: Loc,
}

impl<T> Named for Mutex<T> {
    fn object(&self) -> ObjectId {
        self.permits.id()
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Mutex::new(T::default())
    }
}

impl<T> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mutex").finish_non_exhaustive()
    }
}

/// The future of [`Mutex::lock`].
#[must_use = "futures do nothing unless awaited"]
pub struct Lock<'a, T>(Acquiring, &'a Mutex<T>);

impl<T> Leaf for Lock<'_, T> {}

impl<'a, T> Future for Lock<'a, T> {
    type Output = MutexGuard<'a, T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mutex = self.1;
        let poll = mutex.poll_lock(&self.0, context);
        poll.map(|()| MutexGuard(mutex, mutex.guarding(self.0.loc)))
    }
}

impl<T> Drop for Lock<'_, T> {
    fn drop(&mut self) {
        self.0.give_up(&self.1.permits);
    }
}

/// The future of [`Mutex::lock_owned`].
#[must_use = "futures do nothing unless awaited"]
pub struct LockOwned<T>(Acquiring, Arc<Mutex<T>>);

impl<T> Leaf for LockOwned<T> {}

impl<T> Future for LockOwned<T> {
    type Output = OwnedMutexGuard<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let poll = self.1.poll_lock(&self.0, context);
        poll.map(|()| OwnedMutexGuard(Arc::clone(&self.1), self.1.guarding(self.0.loc)))
    }
}

impl<T> Drop for LockOwned<T> {
    fn drop(&mut self) {
        self.0.give_up(&self.1.permits);
    }
}

/// The right to use what a [`Mutex`] guards, until this is dropped; the checked type for `tokio::sync::MutexGuard`.
#[must_use = "the lock is released when the guard is dropped"]
pub struct MutexGuard<'a, T>(&'a Mutex<T>, Held);

/// As [`MutexGuard`], without a borrow; the checked type for `tokio::sync::OwnedMutexGuard`.
#[must_use = "the lock is released when the guard is dropped"]
pub struct OwnedMutexGuard<T>(Arc<Mutex<T>>, Held);

// SAFETY: a shared guard gives shared access to the value only.
unsafe impl<T: Send + Sync> Sync for MutexGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for OwnedMutexGuard<T> {}

macro_rules! guards {
    ($($guard:ty),+) => { $(
        impl<T> Deref for $guard {
            type Target = T;

            fn deref(&self) -> &T {
                // SAFETY: only the holder of the one permit has a guard.
                unsafe { &*self.0.value.get() }
            }
        }

        impl<T> DerefMut for $guard {
            fn deref_mut(&mut self) -> &mut T {
                self.1.wrote = true;
                // SAFETY: as above.
                unsafe { &mut *self.0.value.get() }
            }
        }

        impl<T> Drop for $guard {
            fn drop(&mut self) {
                self.0.unlock(&self.1);
            }
        }

        impl<T: fmt::Debug> fmt::Debug for $guard {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }
    )+ };
}

guards!(MutexGuard<'_, T>, OwnedMutexGuard<T>);

macro_rules! futures {
    ($($name:ident $(<$life:lifetime>)?),+) => { $(
        impl<T> fmt::Debug for $name<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+ };
}

futures!(Lock<'_>, LockOwned);
