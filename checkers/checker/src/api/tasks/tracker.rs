//! Twin of tokio-util's task tracker, which waits until all tasks are gone.

use super::leaf::{Condition, Leaf, Stays};
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use super::permits::wake;
use super::task::{JoinHandle, spawn_at};
use super::wakers::Wakers;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// Counts tasks, and waits until all of them are gone; the checked type for `tokio_util::task::TaskTracker`.
///
/// Unlike a [`JoinSet`](super::JoinSet), it keeps no results and aborts nothing. [`wait`](TaskTracker::wait) returns
/// only once the tracker is closed, so that it does not return before the first task is spawned.
///
/// # Examples
/// ```
/// use checker::explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
/// use checker::explorer::{check, sync::Arc, sync::tasks};
///
/// let report = check("all are gone", || {
///     tasks::block_on(async {
///         let (tracker, count) = (tasks::TaskTracker::new(), Arc::new(AtomicU32::new(0)));
///         for _ in 0..2 {
///             let count = Arc::clone(&count);
///             tracker.spawn(async move { count.fetch_add(1, SeqCst) });
///         }
///         tracker.close();
///         tracker.wait().await;
///         count.load(SeqCst)
///     })
/// });
/// report.holds().reaches(["2"]);
/// ```
#[derive(Clone)]
pub struct TaskTracker(Arc<Shared<Tracked>>);

#[derive(Debug, Default)]
struct Tracked {
    is_closed: bool,
    tasks: usize,
    /// How often it was closed and empty.
    done: usize,
    wakers: Wakers,
}

impl Tracked {
    fn is_done(&self) -> bool {
        self.is_closed && self.tasks == 0
    }

    /// After a change: those that wait are woken if it is closed and empty now.
    fn changed(&mut self) -> Vec<Waker> {
        if !self.is_done() {
            return vec![];
        }
        self.done += 1;
        self.wakers.take()
    }
}

impl TaskTracker {
    /// Creates a tracker that is open and has no tasks.
    #[track_caller]
    #[must_use]
    pub fn new() -> Self {
        TaskTracker(Arc::new(Shared::new("tracker", Tracked::default(), here())))
    }

    /// Waits until the tracker is closed and empty at the same time, at some point from this call on.
    #[track_caller]
    pub fn wait(&self) -> TaskTrackerWaitFuture<'_> {
        let loc = here();
        let look = |tracked: &Tracked| (!tracked.is_done()).then_some(tracked.done);
        TaskTrackerWaitFuture {
            tracker: self,
            seen: self.0.look(Op::Len, loc, look),
            waker: None,
            loc,
        }
    }

    /// Closes the tracker, so that `wait` can return. Tasks can be spawned as before. Returns false if it was closed.
    #[track_caller]
    pub fn close(&self) -> bool {
        let loc = here();
        let (was_open, wakers) = self.0.with(Op::Close, loc, |tracked| {
            self.tell(Op::Close, loc);
            let was_open = !std::mem::replace(&mut tracked.is_closed, true);
            let wakers = if was_open { tracked.changed() } else { vec![] };
            (was_open, wakers)
        });
        wake(wakers);
        was_open
    }

    /// Opens the tracker again. Returns false if it was open.
    #[track_caller]
    pub fn reopen(&self) -> bool {
        let loc = here();
        self.0.with(Op::Reopen, loc, |tracked| {
            self.tell(Op::Reopen, loc);
            std::mem::replace(&mut tracked.is_closed, false)
        })
    }

    /// Returns true if the tracker is closed.
    #[track_caller]
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.look(|tracked| tracked.is_closed, here())
    }

    /// Returns how many tasks are tracked.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        self.look(|tracked| tracked.tasks, here())
    }

    /// Returns true if no task is tracked.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.look(|tracked| tracked.tasks == 0, here())
    }

    /// Spawns a task that is tracked until its future is dropped.
    ///
    /// # Panics
    /// If called outside a runtime.
    #[track_caller]
    pub fn spawn<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let loc = here();
        spawn_at(self.track_at(task, loc), loc)
    }

    /// Tracks a future until it is dropped, however it is polled.
    #[track_caller]
    pub fn track_future<F: Future>(&self, future: F) -> TrackedFuture<F> {
        self.track_at(future, here())
    }

    fn track_at<F: Future>(&self, future: F, loc: Loc) -> TrackedFuture<F> {
        TrackedFuture {
            future: Box::pin(future),
            token: self.token_at(loc),
        }
    }

    /// Returns a token, which counts as a task until it is dropped.
    #[track_caller]
    pub fn token(&self) -> TaskTrackerToken {
        self.token_at(here())
    }

    fn token_at(&self, loc: Loc) -> TaskTrackerToken {
        self.0.with(Op::Track { tasks: 0 }, loc, |tracked| {
            tracked.tasks += 1;
            let tasks = tracked.tasks as u16;
            self.tell(Op::Track { tasks }, loc);
        });
        TaskTrackerToken {
            tracker: self.clone(),
            loc,
        }
    }

    /// Returns true if both are the same tracker.
    #[must_use]
    pub fn ptr_eq(left: &TaskTracker, right: &TaskTracker) -> bool {
        Arc::ptr_eq(&left.0, &right.0)
    }

    fn look<R: 'static>(&self, look: impl FnOnce(&Tracked) -> R, loc: Loc) -> R {
        let found = self.0.look(Op::Len, loc, look);
        let event = Event::new(Op::Len, Some(loc)).on(self.0.id());
        tell(event.value(Value::of(&found)));
        found
    }

    fn tell(&self, op: Op, loc: Loc) {
        tell(Event::new(op, Some(loc)).on(self.0.id()));
    }
}

impl Default for TaskTracker {
    #[track_caller]
    fn default() -> Self {
        TaskTracker::new()
    }
}

impl Named for TaskTracker {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}

impl fmt::Debug for TaskTracker {
    /// Unlike tokio-util's, without its state: to look is a step.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskTracker").finish_non_exhaustive()
    }
}

/// Counts as a task of a tracker; the checked type for `tokio_util::task::task_tracker::TaskTrackerToken`.
#[derive(Debug)]
#[must_use = "it counts as a task until it is dropped"]
pub struct TaskTrackerToken {
    tracker: TaskTracker,
    loc: Loc,
}

impl TaskTrackerToken {
    /// Returns the tracker.
    #[must_use]
    pub fn task_tracker(&self) -> &TaskTracker {
        &self.tracker
    }
}

impl Clone for TaskTrackerToken {
    #[track_caller]
    fn clone(&self) -> Self {
        self.tracker.token_at(here())
    }
}

impl Drop for TaskTrackerToken {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let op = |left| Op::GroupDone { left };
        wake(self.tracker.0.with(op(0), self.loc, |tracked| {
            tracked.tasks -= 1;
            self.tracker.tell(op(tracked.tasks as u16), self.loc);
            tracked.changed()
        }));
    }
}

/// The future of [`TaskTracker::track_future`].
#[must_use = "futures do nothing unless awaited"]
pub struct TrackedFuture<F> {
    // Dropped first.
    future: Pin<Box<F>>,
    #[expect(dead_code, reason = "dropped with the future")]
    token: TaskTrackerToken,
}

impl<F: Leaf> Leaf for TrackedFuture<F> {}

impl<F: Future> Future for TrackedFuture<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        self.future.as_mut().poll(context)
    }
}

impl<F> fmt::Debug for TrackedFuture<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrackedFuture").finish_non_exhaustive()
    }
}

/// The future of [`TaskTracker::wait`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct TaskTrackerWaitFuture<'a> {
    tracker: &'a TaskTracker,
    /// How often the tracker had been closed and empty; `None`: it has been since this was made.
    seen: Option<usize>,
    waker: Option<usize>,
    loc: Loc,
}

impl Leaf for TaskTrackerWaitFuture<'_> {}
impl Stays for TaskTrackerWaitFuture<'_> {}

impl Future for TaskTrackerWaitFuture<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        let tracker = this.tracker;
        if let Some(seen) = this.seen {
            let condition = Condition {
                shared: &*tracker.0,
                object: tracker.0.id(),
                op: Op::Tracked,
                loc: this.loc,
            };
            std::task::ready!(condition.poll(
                context,
                |tracked| tracked.done != seen || tracked.is_done(),
                |tracked, waker| tracked.wakers.put(&mut this.waker, waker),
            ));
            (this.seen, this.waker) = (None, None);
            tracker.tell(Op::Tracked, this.loc);
        } else if super::local::is_asked() {
            super::local::answer();
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

impl Drop for TaskTrackerWaitFuture<'_> {
    fn drop(&mut self) {
        if let (Some(key), false) = (self.waker, off()) {
            self.tracker.0.also(|tracked| tracked.wakers.remove(key));
        }
    }
}
