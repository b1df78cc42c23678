//! Twin of [`std::thread`]: threads that the checker schedules.

pub use super::local::LocalKey;
pub use super::scope::{Scope, ScopedJoinHandle, scope};

use super::machines::{self, off, thread::yield_at, token::Token};
use super::started::Started;
use super::time::{Duration, deadline};
use crate::culprit;
use crate::log::recorder;
use crate::log::{self, Loc};
use crate::plain::here;
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

/// What [`JoinHandle::join`] returns: `Err` with the panic if the thread panicked.
pub type Result<T> = std::result::Result<T, Box<dyn Any + Send + 'static>>;

/// A handle to join a thread.
#[derive(Debug)]
pub struct JoinHandle<T>(Started<T>);

/// A handle to a thread, for example to unpark it.
#[derive(Clone, Debug)]
pub struct Thread {
    id: ThreadId,
    name: Option<Arc<str>>,
    token: Arc<Token>,
}

/// A thread's identity: no other thread of the execution has the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(pub(crate) log::ThreadId);

/// Configures a thread before it starts.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::thread};
///
/// let report = check("named", || {
///     let builder = thread::Builder::new().name("worker".into());
///     let name = || thread::current().name().map(str::to_string);
///     builder.spawn(name).unwrap().join().unwrap()
/// });
/// report.holds().reaches(["Some(\"worker\")"]);
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

thread_local! {
    /// The handles of one execution's threads, for [`current`], and the execution's number.
    static CURRENT: RefCell<(u32, HashMap<log::ThreadId, Thread>)> = RefCell::default();
}

pub(super) fn with_handles<R>(f: impl FnOnce(&mut HashMap<log::ThreadId, Thread>) -> R) -> R {
    CURRENT.with(|current| {
        let (execution, handles) = &mut *current.borrow_mut();
        if std::mem::replace(execution, recorder::execution()) != recorder::execution() {
            handles.clear();
        }
        f(handles)
    })
}

/// Spawns a thread.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::thread};
///
/// let report = check("spawn", || thread::spawn(|| 1 + 1).join().unwrap());
/// report.holds().reaches(["2"]);
/// ```
#[track_caller]
pub fn spawn<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    JoinHandle(Started::start(None, Box::new(body), here()))
}

/// Returns a handle to the current thread.
#[track_caller]
pub fn current() -> Thread {
    let loc = here();
    culprit::called_inside("`thread::current`", loc);
    let id = recorder::me();
    let main = || Thread::new(id, Some("main".into()), loc);
    with_handles(|handles| handles.entry(id).or_insert_with(main).clone())
}

/// Blocks the current thread until another thread unparks it, unless one has already done so.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::thread};
///
/// let report = check("park", || {
///     let main = thread::current();
///     let other = thread::spawn(move || main.unpark());
///     thread::park();
///     other.join().unwrap();
/// });
/// report.holds();
/// ```
#[track_caller]
pub fn park() {
    let loc = here();
    current().token.take(None, loc);
}

/// Parks as [`park`] does, for at most `timeout`.
#[track_caller]
pub fn park_timeout(timeout: Duration) {
    let loc = here();
    let thread = current();
    let deadline = deadline(timeout);
    thread.token.take(Some(deadline), loc);
}

/// Lets other threads run first, as a loop that polls must.
///
/// # Examples
/// ```
/// use checker::explorer::sync::atomic::{AtomicBool, Ordering};
/// use checker::explorer::{check, sync::Arc, sync::thread};
///
/// let report = check("poll", || {
///     let ready = Arc::new(AtomicBool::new(false));
///     let theirs = Arc::clone(&ready);
///     let other = thread::spawn(move || theirs.store(true, Ordering::Release));
///     while !ready.load(Ordering::Acquire) {
///         thread::yield_now();
///     }
///     other.join().unwrap();
/// });
/// report.holds();
/// ```
#[track_caller]
pub fn yield_now() {
    let loc = here();
    culprit::called_inside("`thread::yield_now`", loc);
    yield_at(loc);
}

/// Blocks the current thread until model time has advanced by `duration`.
#[track_caller]
pub fn sleep(duration: Duration) {
    let loc = here();
    culprit::called_inside("`thread::sleep`", loc);
    machines::time::sleep(duration, loc);
}

/// Returns true if the current thread is unwinding from a panic.
pub fn panicking() -> bool {
    off() || recorder::unwinds(recorder::me())
}

impl Builder {
    /// Creates the configuration of a thread without a name.
    pub fn new() -> Self {
        Builder::default()
    }

    /// Sets the name of the thread, which reports use.
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// Has no effect: the stacks of a model all have the same size.
    pub fn stack_size(self, _bytes: usize) -> Self {
        self
    }

    /// Spawns the thread.
    ///
    /// # Errors
    /// Never: the twin has no limit but loom's number of threads, past which it panics.
    #[track_caller]
    pub fn spawn<F, T>(self, body: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let started = Started::start(self.name, Box::new(body), here());
        Ok(JoinHandle(started))
    }

    /// Spawns the thread within a scope.
    ///
    /// # Errors
    /// Never, as [`Builder::spawn`].
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        body: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(scope.start(self.name, body, here()))
    }
}

impl<T> JoinHandle<T> {
    /// Blocks the current thread until the thread has finished, and returns its result.
    ///
    /// # Errors
    /// The thread panicked; the error is the payload of the panic.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.0.join(here())
    }

    /// Returns a handle to the thread.
    pub fn thread(&self) -> &Thread {
        &self.0.thread
    }

    /// Returns true if the thread has finished.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.0.is_finished(here())
    }
}

impl Thread {
    pub(super) fn new(id: log::ThreadId, name: Option<Arc<str>>, loc: Loc) -> Self {
        Thread {
            id: ThreadId(id),
            name,
            token: Token::new(id, "thread", loc),
        }
    }

    /// Returns the identity of the thread.
    pub fn id(&self) -> ThreadId {
        self.id
    }

    /// Returns the name of the thread, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Makes the thread's current or next [`park`] return.
    #[track_caller]
    pub fn unpark(&self) {
        self.token.give(here());
    }
}
