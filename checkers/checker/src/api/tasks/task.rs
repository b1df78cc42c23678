//! Tasks: how they are spawned, joined and aborted.

use super::super::started::{Started, mark_seen};
use super::leaf::{Leaf, Stays, Wait};
use super::local::{self, Awaited, local};
use super::machines::tasks::{Ended, Gate, Shared};
use super::machines::{choose, off, tell};
use super::runtime::{Spawned, Tasks, drive};
use super::time;
use crate::log::event::{Event, Op};
use crate::log::value::Value;
use crate::log::{Loc, ThreadId, recorder};
use crate::plain::here;
use crate::questions;
use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// Why a task has no result; the checked type for `tokio::task::JoinError`.
pub struct JoinError {
    task: ThreadId,
    panic: Option<Box<dyn Any + Send>>,
}

impl JoinError {
    /// Returns true if the task was aborted, or dropped with its runtime.
    pub fn is_cancelled(&self) -> bool {
        self.panic.is_none()
    }

    /// Returns true if the task panicked.
    pub fn is_panic(&self) -> bool {
        self.panic.is_some()
    }

    /// Returns what the task panicked with.
    ///
    /// # Panics
    /// If the task did not panic.
    pub fn into_panic(self) -> Box<dyn Any + Send> {
        self.panic.expect("`JoinError` reason is not a panic.")
    }

    /// Returns what the task panicked with.
    ///
    /// # Errors
    /// The task did not panic.
    pub fn try_into_panic(mut self) -> Result<Box<dyn Any + Send>, JoinError> {
        self.panic.take().ok_or(self)
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.panic {
            Some(_) => write!(f, "JoinError::Panic(Id({}), ...)", self.task),
            None => write!(f, "JoinError::Cancelled(Id({}))", self.task),
        }
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.panic {
            Some(_) => write!(f, "task {} panicked", self.task),
            None => write!(f, "task {} was cancelled", self.task),
        }
    }
}

impl std::error::Error for JoinError {}

/// What a task leaves at its end.
struct Left<T> {
    over: bool,
    result: Option<Result<T, JoinError>>,
    joins: Option<Waker>,
}

/// A handle to a task, which is a future of its result; the checked type for `tokio::task::JoinHandle`. To drop it
/// detaches the task.
pub struct JoinHandle<T> {
    task: AbortHandle,
    end: Arc<Shared<Left<T>>>,
    loc: Loc,
}

/// Aborts a task; the checked type for `tokio::task::AbortHandle`.
#[derive(Clone, Debug)]
pub struct AbortHandle {
    id: ThreadId,
    gate: Gate,
    finished: Arc<Shared<bool>>,
}

impl AbortHandle {
    /// Drops the task at its next await, unless it finishes before.
    #[track_caller]
    pub fn abort(&self) {
        self.abort_at(here());
    }

    pub(super) fn abort_at(&self, loc: Loc) {
        self.gate.abort(Op::Abort(self.id), loc);
    }

    pub(super) fn id(&self) -> ThreadId {
        self.id
    }

    /// Returns true if the task has finished.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        let (op, loc) = (Op::IsFinished(self.id), here());
        let finished = self.finished.look(op, loc, |finished| *finished);
        tell(Event::new(op, Some(loc)).value(Value::Bool(finished)));
        finished
    }
}

/// Spawns a task on the runtime of the running one.
///
/// # Panics
/// If called outside a runtime.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("spawn", || {
///     tasks::block_on(async { tasks::spawn(async { 1 + 1 }).await.unwrap() })
/// });
/// report.holds().reaches(["2"]);
/// ```
#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    spawn_at(future, here())
}

pub(super) fn spawn_at<F>(future: F, loc: Loc) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let end = Left {
        over: false,
        result: None,
        joins: None,
    };
    let end = Arc::new(Shared::new("task", end, loc));
    let theirs = end.clone();
    let task = spawn_and(future, loc, move |_, result| {
        theirs.also(|end| {
            end.over = true;
            end.result = Some(result);
            end.joins.take()
        })
    });
    JoinHandle { task, end, loc }
}

/// Spawns a task. In its last step, `leave` gets its result, and gives who is to be woken.
pub(super) fn spawn_and<F>(
    future: F,
    loc: Loc,
    leave: impl FnOnce(ThreadId, Result<F::Output, JoinError>) -> Option<Waker> + 'static,
) -> AbortHandle
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    local::is_stale();
    let tasks = local(|local| local.tasks.clone());
    let gate = Gate::new(loc);
    let is_victim = questions::may_drop() && choose(2) == 1;
    if is_victim {
        questions::drops();
    }
    let finished = Arc::new(Shared::new("task", false, loc));
    let ending = Ending {
        leave: Some(leave),
        finished: finished.clone(),
    };
    let started = start(&tasks, gate.clone(), is_victim, future, loc, ending);
    if !off() {
        recorder::thread(started.id, |thread| thread.is_task = true);
    }
    tasks.spawned.borrow_mut().push(Spawned {
        gate: gate.clone(),
        outcome: started.outcome,
    });
    AbortHandle {
        id: started.id,
        gate,
        finished,
    }
}

/// What a task does at its end: in its last step, which on a runtime of one thread is its last poll.
struct Ending<L> {
    leave: Option<L>,
    finished: Arc<Shared<bool>>,
}

impl<L> Ending<L> {
    /// Part of the running step. Later calls do nothing.
    fn end<T>(&mut self, id: ThreadId, result: Result<T, JoinError>)
    where
        L: FnOnce(ThreadId, Result<T, JoinError>) -> Option<Waker>,
    {
        let Some(leave) = self.leave.take() else {
            return;
        };
        self.finished.also(|finished| *finished = true);
        leave(id, result).inspect(Waker::wake_by_ref);
    }
}

fn start<F: Future + 'static>(
    tasks: &Tasks,
    gate: Gate,
    is_victim: bool,
    future: F,
    loc: Loc,
    ending: Ending<impl FnOnce(ThreadId, Result<F::Output, JoinError>) -> Option<Waker> + 'static>,
) -> Started<()>
where
    F::Output: 'static,
{
    let theirs = tasks.clone();
    // What it returned, on a runtime of several threads, and its end.
    let left = Rc::new(RefCell::new((None, ending)));
    let leaves = left.clone();
    let body = Box::new(move || {
        let over = |value: Option<F::Output>| {
            let (result, ending) = &mut *leaves.borrow_mut();
            match theirs.runtime.is_one() {
                true => ending.end(recorder::me(), value.ok_or_else(|| dropped(recorder::me()))),
                false => *result = value,
            }
        };
        drive(gate, &theirs, is_victim, Box::pin(future), loc, over);
    });
    Started::start_and(None, body, loc, move |id, panicked| {
        let (result, ending) = &mut *left.borrow_mut();
        let panic = panicked.err();
        let otherwise = JoinError { task: id, panic };
        ending.end(id, result.take().ok_or(otherwise));
        None
    })
}

/// Why a task that was dropped has no result.
fn dropped(task: ThreadId) -> JoinError {
    JoinError { task, panic: None }
}

impl<T> JoinHandle<T> {
    /// Drops the task at its next await, unless it finishes before.
    #[track_caller]
    pub fn abort(&self) {
        self.task.abort();
    }

    /// Returns true if the task has finished.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }

    /// Returns a handle that aborts the task.
    pub fn abort_handle(&self) -> AbortHandle {
        self.task.clone()
    }

    pub(super) fn poll_at(
        &self,
        context: &mut Context<'_>,
        loc: Loc,
    ) -> Poll<Result<T, JoinError>> {
        let op = Op::Join(self.task.id);
        let wait = Wait {
            shared: &self.end,
            op,
            loc,
        };
        let result = wait.poll(
            context,
            |end| end.over,
            |end, context| match end.over {
                true => Poll::Ready(end.result.take().expect("polled after it was ready")),
                false => {
                    end.joins = Some(context.waker().clone());
                    Poll::Pending
                }
            },
        );
        if let Poll::Ready(result) = &result {
            is_joined(self.task.id, result, loc);
        }
        result
    }
}

/// A task was joined: its panic, if it panicked, is known now.
pub(super) fn is_joined<T>(id: ThreadId, result: &Result<T, JoinError>, loc: Loc) {
    tell(Event::new(Op::Join(id), Some(loc)));
    if result.as_ref().is_err_and(JoinError::is_panic) && !off() {
        mark_seen(id);
    }
}

impl<T> Leaf for JoinHandle<T> {}
impl<T> Stays for JoinHandle<T> {}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let loc = super::place(here(), self.loc);
        self.poll_at(context, loc)
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// Lets other tasks be polled first.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// check("yield", || tasks::block_on(tasks::yield_now())).holds();
/// ```
#[track_caller]
pub fn yield_now() -> YieldNow {
    YieldNow {
        polled: false,
        loc: here(),
    }
}

/// The future of [`yield_now`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct YieldNow {
    polled: bool,
    loc: Loc,
}

impl YieldNow {
    fn awaited(&self) -> Awaited {
        Awaited {
            op: Op::Yield,
            object: None,
            loc: self.loc,
        }
    }

    fn in_place(&self) -> Poll<()> {
        let (gate, may_drop) = local(|local| (local.gate.clone(), local.is_victim));
        let is_aborted = gate.yields(self.loc) == Ended::Aborted;
        if off() {
            return Poll::Pending;
        }
        let end = match is_aborted {
            true => Some(time::End::Aborted),
            false => (may_drop && choose(2) == 1).then_some(time::End::Dropped),
        };
        if let Some(end) = end {
            end.happens(false);
            local::awaits(self.awaited());
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.polled, true) {
            return Poll::Ready(());
        }
        if local::waits_in_place() {
            return self.in_place();
        }
        context.waker().wake_by_ref();
        tell(Event::new(Op::Yield, Some(self.loc)));
        local::awaits(Awaited {
            op: Op::Polled,
            ..self.awaited()
        });
        Poll::Pending
    }
}
