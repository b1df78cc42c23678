//! Twin of tokio's fair reader-writer lock.
//!
//! It is a semaphore, as in tokio: a reader has one permit, a writer has all. A writer that waits sets permits aside as they
//! come, so later readers wait behind it.

mod guards;

use super::super::mutex::told;
use super::acquire::Acquiring;
use super::leaf::Leaf;
use super::machines::tasks::Shared;
use super::machines::tell;
use super::mutex::TryLockError;
use super::permits::{Permits, wake};
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId, recorder};
use crate::plain::here;
use std::cell::UnsafeCell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

pub use guards::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLockReadGuard, RwLockWriteGuard};

/// As many as in tokio.
const MAX_READERS: u32 = u32::MAX >> 3;

/// A lock for several readers or one writer, whose guards may be held over an await; the checked type for
/// `tokio::sync::RwLock`.
///
/// It is fair: tasks get it in the order in which they asked for it. So a reader waits behind a writer that waits, and a
/// task that reads twice at a time can deadlock with that writer.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Arc, sync::tasks};
///
/// let report = check("before or after", || {
///     tasks::block_on(async {
///         let pair = Arc::new(tasks::RwLock::new((0, 0)));
///         let theirs = Arc::clone(&pair);
///         let writer = tasks::spawn(async move { *theirs.write().await = (1, 1) });
///         let seen = *pair.read().await;
///         writer.await.unwrap();
///         seen
///     })
/// });
/// report.holds().reaches(["(0, 0)", "(1, 1)"]);
/// ```
pub struct RwLock<T> {
    permits: Shared<Permits>,
    max: u32,
    value: UnsafeCell<T>,
}

// SAFETY: as tokio's. Guards alone reach the value, and their permits exclude all but readers from each other.
unsafe impl<T: Send> Send for RwLock<T> {}
// SAFETY: as above; readers share it.
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}

impl<T> RwLock<T> {
    /// Creates a lock that guards `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        RwLock::with_max_readers(value, MAX_READERS)
    }

    /// Creates a lock that guards `value` and lets at most `max_reads` readers in at a time.
    ///
    /// # Panics
    /// If `max_reads` is more than `u32::MAX >> 3`.
    #[track_caller]
    pub fn with_max_readers(value: T, max_reads: u32) -> Self {
        assert!(
            max_reads <= MAX_READERS,
            "a RwLock may not be created with more than {MAX_READERS} readers"
        );
        RwLock {
            permits: Shared::new("rwlock", Permits::new(max_reads as usize), here()),
            max: max_reads,
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until no writer has the lock or waits for it, and locks it for reading.
    #[track_caller]
    pub fn read(&self) -> Read<'_, T> {
        Read(Acquiring::new(1, Op::Read, here()), self)
    }

    /// As [`read`](RwLock::read), for a guard that borrows nothing.
    #[track_caller]
    pub fn read_owned(self: Arc<Self>) -> ReadOwned<T> {
        ReadOwned(Acquiring::new(1, Op::Read, here()), self)
    }

    /// Waits until the lock is free, and locks it for writing.
    #[track_caller]
    pub fn write(&self) -> Write<'_, T> {
        Write(Acquiring::new(self.max as usize, Op::Write, here()), self)
    }

    /// As [`write`](RwLock::write), for a guard that borrows nothing.
    #[track_caller]
    pub fn write_owned(self: Arc<Self>) -> WriteOwned<T> {
        WriteOwned(Acquiring::new(self.max as usize, Op::Write, here()), self)
    }

    /// Locks it for reading if no writer has it or waits for it.
    ///
    /// # Errors
    /// A writer has it, or waits for it.
    #[track_caller]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        let loc = here();
        self.try_at(1, |taken| Op::TryRead { taken }, loc)?;
        Ok(RwLockReadGuard::new(self, loc))
    }

    /// As [`try_read`](RwLock::try_read), for a guard that borrows nothing.
    ///
    /// # Errors
    /// A writer has it, or waits for it.
    #[track_caller]
    pub fn try_read_owned(self: Arc<Self>) -> Result<OwnedRwLockReadGuard<T>, TryLockError> {
        let loc = here();
        self.try_at(1, |taken| Op::TryRead { taken }, loc)?;
        Ok(OwnedRwLockReadGuard::new(self, loc))
    }

    /// Locks it for writing if it is free.
    ///
    /// # Errors
    /// It is locked, or a writer waits for it.
    #[track_caller]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        let loc = here();
        self.try_at(self.max as usize, |taken| Op::TryWrite { taken }, loc)?;
        Ok(RwLockWriteGuard::new(self, self.writing(loc)))
    }

    /// As [`try_write`](RwLock::try_write), for a guard that borrows nothing.
    ///
    /// # Errors
    /// It is locked, or a writer waits for it.
    #[track_caller]
    pub fn try_write_owned(self: Arc<Self>) -> Result<OwnedRwLockWriteGuard<T>, TryLockError> {
        let loc = here();
        self.try_at(self.max as usize, |taken| Op::TryWrite { taken }, loc)?;
        let held = self.writing(loc);
        Ok(OwnedRwLockWriteGuard::new(self, held))
    }

    /// Returns the value, which nothing else can reach.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }

    fn try_at(&self, n: usize, op: impl Fn(bool) -> Op, loc: Loc) -> Result<(), TryLockError> {
        let taken = self.permits.with(op(true), loc, |permits| {
            let taken = permits.try_acquire(n);
            self.tell(op(taken), loc);
            taken
        });
        taken.then_some(()).ok_or(TryLockError(()))
    }

    fn poll(&self, acquiring: &Acquiring, op: Op, context: &mut Context<'_>) -> Poll<()> {
        let poll = acquiring.poll(&self.permits, context, |_| {
            self.tell(op, acquiring.loc);
            None
        });
        poll.map(|open| debug_assert!(open.is_ok(), "a lock is never closed"))
    }

    fn tell(&self, op: Op, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.permits.id());
        tell(match op {
            Op::Write | Op::TryWrite { taken: true } => event.state(State::HeldBy(recorder::me())),
            _ => event,
        });
    }

    fn writing(&self, loc: Loc) -> Writing {
        Writing {
            before: self.seen(),
            wrote: false,
            loc,
        }
    }

    /// The value, for the log. Only for the task that has the lock for writing.
    fn seen(&self) -> Value {
        // SAFETY: this task holds all permits.
        Value::of(unsafe { &*self.value.get() })
    }

    fn unlock_read(&self, loc: Loc) {
        self.release(1, Event::new(Op::UnlockRead, Some(loc)), loc);
    }

    fn unlock_write(&self, held: &Writing) {
        let (state, changed) = told(&held.before, self.seen(), held.wrote);
        let event = Event::new(Op::UnlockWrite, Some(held.loc));
        let event = event.state(state).value(changed);
        self.release(self.max as usize, event, held.loc);
    }

    /// All permits but one are given back.
    fn downgrade(&self, held: &Writing) {
        let op = Op::DowngradeLock { upgradable: false };
        let event = Event::new(op, Some(held.loc));
        self.release(self.max as usize - 1, event, held.loc);
    }

    fn release(&self, n: usize, event: Event, loc: Loc) {
        wake(self.permits.with(event.op, loc, |permits| {
            tell(event.on(self.permits.id()));
            permits.add(n, self.permits.id(), loc)
        }));
    }
}

/// What the guard of a writer knows besides its lock.
struct Writing {
    /// The value when the lock was taken.
    before: Value,
    wrote: bool,
    loc: Loc,
}

impl<T> Named for RwLock<T> {
    fn object(&self) -> ObjectId {
        self.permits.id()
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        RwLock::new(T::default())
    }
}

impl<T> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RwLock").finish_non_exhaustive()
    }
}

// A poll of a writer keeps out readers that come later, so it is no leaf of a select.
impl<T> Leaf for Read<'_, T> {}
impl<T> Leaf for ReadOwned<T> {}

macro_rules! future {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)?, $lock:ty, $op:expr, $guard:ty, |$at:ident, $loc:ident| $new:expr) => {
        $(#[$doc])*
        #[must_use = "futures do nothing unless awaited"]
        pub struct $name<$($life,)? T>(Acquiring, $lock);

        impl<$($life,)? T> Future for $name<$($life,)? T> {
            type Output = $guard;

            fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
                let poll = self.1.poll(&self.0, $op, context);
                let ($at, $loc) = (self.1.clone(), self.0.loc);
                poll.map(|()| $new)
            }
        }

        impl<$($life,)? T> Drop for $name<$($life,)? T> {
            fn drop(&mut self) {
                self.0.give_up(&self.1.permits);
            }
        }

        impl<$($life,)? T> fmt::Debug for $name<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

future! {
    /// The future of [`RwLock::read`].
    Read<'a>, &'a RwLock<T>, Op::Read, RwLockReadGuard<'a, T>,
    |lock, loc| RwLockReadGuard::new(lock, loc)
}
future! {
    /// The future of [`RwLock::read_owned`].
    ReadOwned, Arc<RwLock<T>>, Op::Read, OwnedRwLockReadGuard<T>,
    |lock, loc| OwnedRwLockReadGuard::new(lock, loc)
}
future! {
    /// The future of [`RwLock::write`].
    Write<'a>, &'a RwLock<T>, Op::Write, RwLockWriteGuard<'a, T>,
    |lock, loc| RwLockWriteGuard::new(lock, lock.writing(loc))
}
future! {
    /// The future of [`RwLock::write_owned`].
    WriteOwned, Arc<RwLock<T>>, Op::Write, OwnedRwLockWriteGuard<T>,
    |lock, loc| {
        let held = lock.writing(loc);
        OwnedRwLockWriteGuard::new(lock, held)
    }
}
