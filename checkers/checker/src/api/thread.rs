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

/// A started thread, to be joined.
#[derive(Debug)]
pub struct JoinHandle<T>(Started<T>);

/// A handle to a thread, to unpark it by.
#[derive(Clone, Debug)]
pub struct Thread {
    id: ThreadId,
    name: Option<Arc<str>>,
    token: Arc<Token>,
}

/// A thread's identity: no other thread of the execution has the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(pub(crate) log::ThreadId);

/// Names a thread before it is started.
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

/// Starts a thread.
#[track_caller]
pub fn spawn<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    JoinHandle(Started::start(None, Box::new(body), here()))
}

/// The running thread.
#[track_caller]
pub fn current() -> Thread {
    let loc = here();
    culprit::called_inside("`thread::current`", loc);
    let id = recorder::me();
    let main = || Thread::new(id, Some("main".into()), loc);
    with_handles(|handles| handles.entry(id).or_insert_with(main).clone())
}

/// Waits until somebody unparks this thread, or has done so before.
#[track_caller]
pub fn park() {
    let loc = here();
    current().token.take(None, loc);
}

/// As [`park`], but no longer than `timeout`.
#[track_caller]
pub fn park_timeout(timeout: Duration) {
    let loc = here();
    let thread = current();
    let deadline = deadline(timeout);
    thread.token.take(Some(deadline), loc);
}

/// Lets other threads run first.
#[track_caller]
pub fn yield_now() {
    let loc = here();
    culprit::called_inside("`thread::yield_now`", loc);
    yield_at(loc);
}

/// Waits until model time has passed by `duration`.
#[track_caller]
pub fn sleep(duration: Duration) {
    let loc = here();
    culprit::called_inside("`thread::sleep`", loc);
    machines::time::sleep(duration, loc);
}

/// Whether the running thread unwinds from a panic.
pub fn panicking() -> bool {
    off() || recorder::unwinds(recorder::me())
}

impl Builder {
    /// A thread without a name.
    pub fn new() -> Self {
        Builder::default()
    }

    /// Names the thread; reports call it so.
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// Does nothing here: a model's stacks have one size.
    pub fn stack_size(self, _bytes: usize) -> Self {
        self
    }

    /// Starts the thread.
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

    /// Starts the thread within a scope.
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
    /// Waits until the thread has ended; what it returned.
    ///
    /// # Errors
    /// The thread panicked; the payload is the panic's.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.0.join(here())
    }

    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.0.thread
    }

    /// Whether the thread has ended.
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

    /// Its identity.
    pub fn id(&self) -> ThreadId {
        self.id
    }

    /// The name that it was given.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Makes the thread's next or present [`park`] return.
    #[track_caller]
    pub fn unpark(&self) {
        self.token.give(here());
    }
}
