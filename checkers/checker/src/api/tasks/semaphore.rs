//! Twin of tokio's semaphore: first come, first served.

use super::acquire::Acquiring;
use super::leaf::Leaf;
use super::machines::tasks::Shared;
use super::machines::tell;
use super::permits::{Permits, wake};
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// Permits that tasks wait for; the checked type for `tokio::sync::Semaphore`.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Arc, sync::tasks};
///
/// let report = check("two of three at a time", || {
///     tasks::block_on(async {
///         let permits = Arc::new(tasks::Semaphore::new(2));
///         let tasks: Vec<_> = (0..3).map(|_| {
///             let permits = Arc::clone(&permits);
///             tasks::spawn(async move { permits.acquire().await.unwrap().forget() })
///         }).collect();
///         for task in tasks.into_iter().take(2) {
///             task.abort();
///             let _ = task.await;
///         }
///         permits.available_permits() < 3
///     })
/// });
/// report.holds().reaches(["true"]);
/// ```
pub struct Semaphore(Shared<Permits>);

/// The error of [`Semaphore::acquire`]: the semaphore was closed.
#[derive(Debug)]
pub struct AcquireError(());

/// The error of [`Semaphore::try_acquire`].
#[derive(Debug, PartialEq, Eq)]
pub enum TryAcquireError {
    /// The semaphore was closed.
    Closed,
    /// Too few permits are free.
    NoPermits,
}

impl fmt::Display for AcquireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("semaphore closed")
    }
}

impl fmt::Display for TryAcquireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryAcquireError::Closed => "semaphore closed",
            TryAcquireError::NoPermits => "no permits available",
        })
    }
}

impl std::error::Error for AcquireError {}
impl std::error::Error for TryAcquireError {}

impl Semaphore {
    /// Creates a semaphore with this many free permits.
    #[track_caller]
    pub fn new(permits: usize) -> Self {
        let loc = here();
        Semaphore(Shared::new("semaphore", Permits::new(permits), loc))
    }

    /// Waits for a permit.
    ///
    /// # Errors
    /// The semaphore was closed.
    #[track_caller]
    pub fn acquire(&self) -> Acquire<'_> {
        self.acquire_at(1, here())
    }

    /// Waits for `n` permits, which are set aside one by one as they come.
    ///
    /// # Errors
    /// The semaphore was closed.
    #[track_caller]
    pub fn acquire_many(&self, n: u32) -> AcquireMany<'_> {
        AcquireMany(self.acquire_at(n, here()))
    }

    fn acquire_at(&self, n: u32, loc: Loc) -> Acquire<'_> {
        let permits = n as u16;
        Acquire(
            Acquiring::new(n as usize, Op::Acquire { permits }, loc),
            self,
        )
    }

    /// As [`acquire`](Semaphore::acquire), for a permit that borrows nothing.
    ///
    /// # Errors
    /// The semaphore was closed.
    #[track_caller]
    pub fn acquire_owned(self: Arc<Self>) -> AcquireOwned {
        self.acquire_owned_at(1, here())
    }

    /// As [`acquire_many`](Semaphore::acquire_many), for permits that borrow nothing.
    ///
    /// # Errors
    /// The semaphore was closed.
    #[track_caller]
    pub fn acquire_many_owned(self: Arc<Self>, n: u32) -> AcquireManyOwned {
        AcquireManyOwned(self.acquire_owned_at(n, here()))
    }

    fn acquire_owned_at(self: Arc<Self>, n: u32, loc: Loc) -> AcquireOwned {
        let permits = n as u16;
        let acquiring = Acquiring::new(n as usize, Op::Acquire { permits }, loc);
        AcquireOwned(acquiring, self)
    }

    /// Takes a permit if one is free.
    ///
    /// # Errors
    /// None is free, or the semaphore was closed.
    #[track_caller]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_acquire_many(1)
    }

    /// Takes `n` permits if so many are free.
    ///
    /// # Errors
    /// Fewer are free, or the semaphore was closed.
    #[track_caller]
    pub fn try_acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        let loc = here();
        self.try_at(n as usize, loc)?;
        Ok(SemaphorePermit {
            semaphore: self,
            permits: n as usize,
            loc,
        })
    }

    /// As [`try_acquire`](Semaphore::try_acquire), for a permit that borrows nothing.
    ///
    /// # Errors
    /// None is free, or the semaphore was closed.
    #[track_caller]
    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        let loc = here();
        self.try_at(1, loc)?;
        Ok(OwnedSemaphorePermit {
            semaphore: self,
            permits: 1,
            loc,
        })
    }

    fn try_at(&self, n: usize, loc: Loc) -> Result<(), TryAcquireError> {
        let op = |taken| Op::TryAcquire { taken };
        self.0.with(op(true), loc, |permits| {
            let taken = permits.try_acquire(n);
            self.tell(op(taken), permits, loc);
            match (taken, permits.closed) {
                (true, _) => Ok(()),
                (false, true) => Err(TryAcquireError::Closed),
                (false, false) => Err(TryAcquireError::NoPermits),
            }
        })
    }

    /// Returns how many permits are free.
    #[track_caller]
    pub fn available_permits(&self) -> usize {
        self.0.look(Op::Len, here(), |permits| permits.free)
    }

    /// Adds `n` permits.
    #[track_caller]
    pub fn add_permits(&self, n: usize) {
        self.release(n, here());
    }

    /// Takes up to `n` free permits away for good, and returns how many.
    #[track_caller]
    pub fn forget_permits(&self, n: usize) -> usize {
        let (op, loc) = (Op::TryAcquire { taken: true }, here());
        self.0.with(op, loc, |permits| {
            let n = n.min(permits.free);
            permits.free -= n;
            self.tell(op, permits, loc);
            n
        })
    }

    /// Closes it: tasks that wait, and those that come later, get an error.
    #[track_caller]
    pub fn close(&self) {
        let loc = here();
        wake(self.0.with(Op::Close, loc, |permits| {
            tell(Event::new(Op::Close, Some(loc)).on(self.0.id()));
            permits.close()
        }));
    }

    /// Returns true if it was closed.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.0.look(Op::Len, here(), |permits| permits.closed)
    }

    fn release(&self, n: usize, loc: Loc) {
        let op = Op::Release { permits: n as u16 };
        wake(self.0.with(op, loc, |permits| {
            let event = Event::new(op, Some(loc)).on(self.0.id());
            let free = permits.free + n;
            tell(event.state(State::Count(free as u16)));
            permits.add(n, self.0.id(), loc)
        }));
    }

    fn tell(&self, op: Op, permits: &Permits, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.0.id());
        tell(event.state(State::Count(permits.free as u16)));
    }

    fn poll_acquire(
        &self,
        acquiring: &Acquiring,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), AcquireError>> {
        let op = Op::Acquire {
            permits: acquiring.n as u16,
        };
        let poll = acquiring.poll(&self.0, context, |permits| {
            self.tell(op, permits, acquiring.loc);
            None
        });
        poll.map_err(|_| AcquireError(()))
    }
}

impl Named for Semaphore {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Semaphore").finish_non_exhaustive()
    }
}

/// The future of [`Semaphore::acquire`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Acquire<'a>(Acquiring, &'a Semaphore);

impl Leaf for Acquire<'_> {}

impl<'a> Future for Acquire<'a> {
    type Output = Result<SemaphorePermit<'a>, AcquireError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let semaphore = self.1;
        ready!(semaphore.poll_acquire(&self.0, context))?;
        Poll::Ready(Ok(SemaphorePermit {
            semaphore,
            permits: self.0.n,
            loc: self.0.loc,
        }))
    }
}

impl Drop for Acquire<'_> {
    fn drop(&mut self) {
        self.0.give_up(&self.1.0);
    }
}

/// The future of [`Semaphore::acquire_owned`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct AcquireOwned(Acquiring, Arc<Semaphore>);

impl Leaf for AcquireOwned {}

impl Future for AcquireOwned {
    type Output = Result<OwnedSemaphorePermit, AcquireError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        ready!(self.1.poll_acquire(&self.0, context))?;
        Poll::Ready(Ok(OwnedSemaphorePermit {
            semaphore: Arc::clone(&self.1),
            permits: self.0.n,
            loc: self.0.loc,
        }))
    }
}

impl Drop for AcquireOwned {
    fn drop(&mut self) {
        self.0.give_up(&self.1.0);
    }
}

macro_rules! many {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)?, $one:ty) => {
        $(#[$doc])*
        ///
        /// It is no leaf of a select: a poll of it keeps the permits that are free.
        #[derive(Debug)]
        #[must_use = "futures do nothing unless awaited"]
        pub struct $name $(<$life>)? ($one);

        impl $(<$life>)? Future for $name $(<$life>)? {
            type Output = <$one as Future>::Output;

            fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
                Pin::new(&mut self.0).poll(context)
            }
        }
    };
}

many! {
    /// The future of [`Semaphore::acquire_many`].
    AcquireMany<'a>, Acquire<'a>
}
many! {
    /// The future of [`Semaphore::acquire_many_owned`].
    AcquireManyOwned, AcquireOwned
}

macro_rules! permit {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)?, $semaphore:ty) => {
        $(#[$doc])*
        #[must_use = "a permit is given back when it is dropped"]
        pub struct $name $(<$life>)? {
            semaphore: $semaphore,
            permits: usize,
            loc: Loc,
        }

        impl $(<$life>)? $name $(<$life>)? {
            /// Drops it without giving back what it stands for.
            pub fn forget(mut self) {
                self.permits = 0;
            }

            /// Adds what `other` stands for.
            ///
            /// # Panics
            /// If it is of another semaphore.
            pub fn merge(&mut self, mut other: Self) {
                assert!(
                    std::ptr::eq(&*self.semaphore, &*other.semaphore),
                    "merging permits from different semaphore instances"
                );
                self.permits += std::mem::take(&mut other.permits);
            }

            /// Splits `n` permits off, if it stands for so many.
            pub fn split(&mut self, n: usize) -> Option<Self> {
                self.permits = self.permits.checked_sub(n)?;
                Some($name {
                    semaphore: self.semaphore.clone(),
                    permits: n,
                    loc: self.loc,
                })
            }

            /// Returns how many permits it stands for.
            pub fn num_permits(&self) -> usize {
                self.permits
            }
        }

        impl $(<$life>)? Drop for $name $(<$life>)? {
            fn drop(&mut self) {
                if self.permits > 0 {
                    self.semaphore.release(self.permits, self.loc);
                }
            }
        }

        impl $(<$life>)? fmt::Debug for $name $(<$life>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field("permits", &self.permits).finish_non_exhaustive()
            }
        }
    };
}

permit! {
    /// Permits of a semaphore, given back when this is dropped; the checked type for `tokio::sync::SemaphorePermit`.
    SemaphorePermit<'a>, &'a Semaphore
}
permit! {
    /// As [`SemaphorePermit`], without a borrow; the checked type for `tokio::sync::OwnedSemaphorePermit`.
    OwnedSemaphorePermit, Arc<Semaphore>
}
