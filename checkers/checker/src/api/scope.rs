//! Twin of [`std::thread::scope`]: threads that may borrow, joined before the scope ends.

use super::machines::thread::outlive_spawned;
use super::machines::{off, tell};
use super::started::{Outcome, Started, mark_seen};
use super::thread::{Result, Thread};
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ThreadId};
use crate::plain::{here, plain};
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex as Plain};

/// A scope in which threads are spawned; the checked type for [`std::thread::Scope`].
pub struct Scope<'scope, 'env: 'scope> {
    threads: Plain<Vec<Box<dyn Child + Send + 'scope>>>,
    lifetimes: PhantomData<(&'scope mut &'scope (), &'env mut &'env ())>,
}

/// A handle to join a scoped thread; the checked type for [`std::thread::ScopedJoinHandle`].
#[derive(Debug)]
pub struct ScopedJoinHandle<'scope, T> {
    started: Started<T>,
    lifetime: PhantomData<&'scope ()>,
}

/// A thread of a scope, whatever it returns.
trait Child {
    /// Waits for its end. True if it panicked and no thread has joined it.
    fn wait(&self, loc: Loc) -> bool;
}

impl<T> Child for (ThreadId, Arc<Outcome<T>>) {
    fn wait(&self, loc: Loc) -> bool {
        if self.1.joined() {
            return false;
        }
        self.1.wait(self.0, loc);
        let panicked = self.1.panicked();
        if panicked {
            // The scope tells of it, by a panic of its own.
            mark_seen(self.0);
        }
        panicked
    }
}

/// Runs `body`, which may spawn threads that borrow, and joins them all.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Mutex, sync::thread};
///
/// let report = check("scope", || {
///     let count = Mutex::new(0);
///     thread::scope(|scope| {
///         scope.spawn(|| *count.lock() += 1);
///         scope.spawn(|| *count.lock() += 1);
///     });
///     *count.lock()
/// });
/// report.holds().reaches(["2"]);
/// ```
///
/// # Panics
/// As std's does, if a thread panicked that was not joined.
#[track_caller]
pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let loc = here();
    let scope = Scope {
        threads: Plain::default(),
        lifetimes: PhantomData,
    };
    // SAFETY: the reference has to live for `'scope`, which only ends here: every thread that
    // was given it is joined below, also when `body` panics.
    let lasting = unsafe { &*std::ptr::from_ref(&scope) };
    let out = catch_unwind(AssertUnwindSafe(|| body(lasting)));
    if out.is_err() {
        unwinds(false);
    }
    // Also this unwinds if the execution is over.
    let panicked = catch_unwind(AssertUnwindSafe(|| !off() && scope.wait(loc)));
    outlive_spawned();
    let panicked = panicked.unwrap_or_else(|payload| resume_unwind(payload));
    match out {
        Err(payload) => {
            unwinds(true);
            resume_unwind(payload)
        }
        Ok(_) if panicked => panic!("a scoped thread panicked"),
        Ok(out) => out,
    }
}

/// Tells whether the running thread unwinds: not while a scope that it panicked in waits for others.
fn unwinds(unwinds: bool) {
    if !off() {
        recorder::thread(recorder::me(), |thread| thread.unwinding = unwinds);
    }
}

impl<'scope> Scope<'scope, '_> {
    /// Spawns a thread that may borrow from outside the scope.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, body: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.start(None, body, here())
    }

    /// Waits for all its threads. True if one panicked and no thread has joined it.
    fn wait(&self, loc: Loc) -> bool {
        let mut panicked = false;
        // A thread may start another one while this waits for it.
        loop {
            let started = std::mem::take(&mut *plain(&self.threads));
            if started.is_empty() {
                break;
            }
            for child in started {
                panicked |= child.wait(loc);
            }
        }
        tell(Event::new(Op::ScopeEnd, Some(loc)));
        panicked
    }

    pub(super) fn start<F, T>(
        &'scope self,
        name: Option<String>,
        body: F,
        loc: Loc,
    ) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let started = Started::start(name, Box::new(body), loc);
        let child = (started.id, started.outcome.clone());
        plain(&self.threads).push(Box::new(child));
        ScopedJoinHandle {
            started,
            lifetime: PhantomData,
        }
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Blocks the current thread until the thread has finished, and returns its result.
    ///
    /// # Errors
    /// The thread panicked; the error is the payload of the panic.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.started.join(here())
    }

    /// Returns a handle to the thread.
    pub fn thread(&self) -> &Thread {
        &self.started.thread
    }

    /// Returns true if the thread has finished.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.started.is_finished(here())
    }
}

impl std::fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}
