//! Twin of [`std::thread`]: threads that loom schedules.

use super::scope::{Scope, ScopedJoinHandle};
use super::time::{self, Duration, deadline};
use super::token::Token;
use super::wait::{Object, Queue, Waiter, here, plain};
use crate::model::engine;
use crate::model::event::{Event, Op};
use crate::model::recorder::{self, Loc, Pending, ThreadId};
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex as Plain};

pub use super::scope::scope;

/// What [`JoinHandle::join`] returns: `Err` with the panic if the thread panicked.
pub type Result<T> = std::result::Result<T, Box<dyn Any + Send + 'static>>;

/// A started thread, to be joined.
#[derive(Debug)]
pub struct JoinHandle<T>(pub(super) Started<T>);

/// A handle to a thread, to unpark it by.
#[derive(Clone, Debug)]
pub struct Thread {
    name: Option<Arc<str>>,
    token: Arc<Token>,
}

/// Names a thread before it is started.
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

thread_local! {
    /// The handles of one execution's threads, for [`current`], and the execution's number.
    static CURRENT: RefCell<(u64, HashMap<ThreadId, Thread>)> = RefCell::default();
}

fn with_handles<R>(f: impl FnOnce(&mut HashMap<ThreadId, Thread>) -> R) -> R {
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
    let (id, loc) = (recorder::me(), here());
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
    let deadline = deadline(timeout);
    current().token.take(Some(deadline), loc);
}

/// Lets other threads run first.
#[track_caller]
pub fn yield_now() {
    let loc = here();
    yield_at(loc);
}

pub(super) fn yield_at(loc: Loc) {
    Event::new(Op::Yield, Some(loc)).record();
    let pending = Pending {
        op: Op::Yield,
        object: None,
        loc: Some(loc),
        blocked: true,
    };
    recorder::during(pending, engine::yield_now);
}

/// Waits until model time has passed by `duration`.
#[track_caller]
pub fn sleep(duration: Duration) {
    time::sleep(duration, here());
}

/// Whether the running thread unwinds from a panic.
pub fn panicking() -> bool {
    recorder::failed() || recorder::thread(recorder::me(), |thread| thread.unwinding)
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
    /// Never: the twin has no limit but [the number of threads](crate::model), past which it
    /// panics.
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
    fn new(id: ThreadId, name: Option<Arc<str>>, loc: Loc) -> Self {
        Thread {
            name,
            token: Token::new(id, "thread", loc),
        }
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

/// A thread that was started, and how it ended.
#[derive(Debug)]
pub(super) struct Started<T> {
    pub(super) id: ThreadId,
    pub(super) thread: Thread,
    pub(super) end: Arc<End<T>>,
}

/// Where a thread leaves its result.
#[derive(Debug)]
pub(super) struct End<T> {
    object: Object,
    state: Plain<(Option<Result<T>>, bool, Queue)>,
}

impl<T> Started<T> {
    /// Starts a thread whose body may borrow: the caller sees to it that it is joined in time.
    pub(super) fn start<'a>(
        name: Option<String>,
        body: Box<dyn FnOnce() -> T + 'a>,
        loc: Loc,
    ) -> Started<T>
    where
        T: 'a,
    {
        assert!(
            recorder::thread_count() < engine::MAX_THREADS,
            "a model can have {} threads at most, main included: make it smaller",
            engine::MAX_THREADS
        );
        let id = recorder::new_thread(name.clone(), loc);
        let end = Arc::new(End {
            object: Object::new("thread", loc),
            state: Plain::default(),
        });
        let thread = Thread::new(id, name.map(Into::into), loc);
        Event::new(Op::Spawn(id), Some(loc)).record();
        let (theirs, handle) = (end.clone(), thread.clone());
        let run: Box<dyn FnOnce() + 'a> = Box::new(move || {
            recorder::resumed(id);
            with_handles(|handles| handles.insert(id, handle));
            let result = catch_unwind(AssertUnwindSafe(body));
            if recorder::failed() {
                // Not a panic of the thread's own: the execution is over.
                if let Err(payload) = result {
                    resume_unwind(payload);
                }
                return;
            }
            recorder::thread(id, |thread| thread.unwinding = false);
            theirs.finish(result, id);
        });
        // SAFETY: a plain spawn has `'a = 'static`; a scope joins all its threads before it
        // returns, and after a failure no thread of the model ever runs again.
        let run: Box<dyn FnOnce() + 'static> = unsafe { std::mem::transmute(run) };
        engine::spawn(run);
        Started { id, thread, end }
    }

    pub(super) fn join(self, loc: Loc) -> Result<T> {
        self.end.wait(self.id, loc);
        let result = plain(&self.end.state).0.take();
        match result {
            Some(result) => {
                if result.is_err() {
                    mark_seen(self.id);
                }
                result
            }
            None => Err(Box::new("the execution has failed")),
        }
    }

    pub(super) fn is_finished(&self, loc: Loc) -> bool {
        let _pass = self.end.object.pass(Op::Len, loc);
        plain(&self.end.state).1
    }
}

/// Somebody knows now that the thread panicked.
pub(super) fn mark_seen(id: ThreadId) {
    recorder::thread(id, |thread| {
        if let Some(panicked) = &mut thread.panicked {
            panicked.seen = true;
        }
    });
}

impl<T> End<T> {
    fn finish(&self, result: Result<T>, id: ThreadId) {
        let _pass = self.object.pass(Op::Ends, None);
        Event::new(Op::Ends, None).record();
        recorder::thread(id, |thread| thread.done = true);
        let mut state = plain(&self.state);
        state.0 = Some(result);
        state.1 = true;
        while let Some(waiter) = state.2.pop() {
            waiter.complete(0);
        }
    }

    /// Waits until the thread has ended.
    pub(super) fn wait(&self, id: ThreadId, loc: Loc) {
        let op = Op::Join(id);
        // No point before it waits: to wait and to come later is the same, and nobody can tell.
        if !plain(&self.state).1 && !recorder::failed() {
            let waiter = Waiter::new();
            plain(&self.state).2.push(&waiter);
            Event::new(op, Some(loc)).record_blocked();
            let mut pending = self.object.wait_in(op, loc);
            pending.object = None;
            waiter.wait(pending);
        }
        let _pass = self.object.pass(op, loc);
        Event::new(op, Some(loc)).record();
    }

    pub(super) fn panicked(&self) -> bool {
        matches!(plain(&self.state).0, Some(Err(_)))
    }
}
