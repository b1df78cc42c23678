//! Twin of tokio's set of tasks, which are joined in the order in which they finish. A task is in the set as soon as it is
//! spawned; in tokio one that finishes before `spawn` returns may be joined after one that finishes later.
//!
//! The results of all its tasks are one object, so that a join of whichever is next can wait in its place.

use super::leaf::{Leaf, Stays, Wait};
use super::local;
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use super::task::{AbortHandle, JoinError, is_joined, spawn_and};
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::{Loc, ObjectId, ThreadId};
use crate::plain::here;
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

/// Tasks of which each is joined when it finishes; the checked type for `tokio::task::JoinSet`.
///
/// To drop the set aborts all tasks in it.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("whichever finishes first", || {
///     tasks::block_on(async {
///         let mut set = tasks::JoinSet::new();
///         set.spawn(async { "left" });
///         set.spawn(async { "right" });
///         set.join_next().await.unwrap().unwrap()
///     })
/// });
/// report.holds().reaches(["\"left\"", "\"right\""]);
/// ```
pub struct JoinSet<T> {
    ends: Arc<Shared<Ends<T>>>,
    /// Those that have not been joined.
    tasks: Vec<AbortHandle>,
    loc: Loc,
}

/// Tasks that have finished, first the one that finished first.
struct Ends<T> {
    finished: VecDeque<(ThreadId, Result<T, JoinError>)>,
    /// How often tasks were detached: those from before leave nothing here.
    generation: usize,
    joins: Option<Waker>,
}

impl<T> JoinSet<T> {
    /// Creates a set without tasks.
    #[track_caller]
    pub fn new() -> Self {
        let ends = Ends {
            finished: VecDeque::new(),
            generation: 0,
            joins: None,
        };
        let loc = here();
        JoinSet {
            ends: Arc::new(Shared::new("set", ends, loc)),
            tasks: vec![],
            loc,
        }
    }

    /// Returns how many tasks have not been joined, whether they have finished or not.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Returns true if all tasks have been joined.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// From now on the set knows none of its tasks, nor what they leave.
    fn forget(&mut self, loc: Loc) {
        self.tasks.clear();
        let forgotten = self.ends.with(Op::DetachAll, loc, |ends| {
            ends.generation += 1;
            std::mem::take(&mut ends.finished)
        });
        drop(forgotten);
    }

    fn take(
        &mut self,
        (id, result): (ThreadId, Result<T, JoinError>),
        loc: Loc,
    ) -> Result<T, JoinError> {
        self.tasks.retain(|task| task.id() != id);
        is_joined(id, &result, loc);
        result
    }

    fn abort_all_at(&self, loc: Loc) {
        self.tasks.iter().for_each(|task| task.abort_at(loc));
    }
}

impl<T: 'static> JoinSet<T> {
    /// Spawns a task in the set.
    ///
    /// # Panics
    /// If called outside a runtime.
    #[track_caller]
    pub fn spawn<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        let ends = Arc::clone(&self.ends);
        let generation = self.ends.unseen(|ends| ends.generation);
        let task = spawn_and(task, here(), move |id, result| {
            ends.also(|ends| {
                if ends.generation == generation {
                    ends.finished.push_back((id, result));
                }
                ends.joins.take()
            })
        });
        self.tasks.push(task.clone());
        task
    }

    /// Waits until one of the tasks finishes, and returns what it returned; `None` if the set is empty.
    ///
    /// This is cancel safe: to drop the future takes no task out of the set.
    ///
    /// # Errors
    /// The task panicked, or was aborted.
    #[track_caller]
    pub fn join_next(&mut self) -> JoinNext<'_, T> {
        JoinNext(self, here())
    }

    /// Returns what the task returned that finished first, if one has finished.
    ///
    /// # Errors
    /// The task panicked, or was aborted.
    #[track_caller]
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        let (op, loc) = (Op::TryJoinNext, here());
        if self.tasks.is_empty() {
            return None;
        }
        let next = self.ends.with(op, loc, |ends| ends.finished.pop_front());
        if next.is_none() {
            tell(Event::new(op, Some(loc)).on(self.ends.id()));
        }
        next.map(|next| self.take(next, loc))
    }

    /// Polls once for a task that has finished, as [`join_next`](JoinSet::join_next) does.
    ///
    /// # Errors
    /// The task panicked, or was aborted.
    #[track_caller]
    pub fn poll_join_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, JoinError>>> {
        self.poll_at(context, here())
    }

    fn poll_at(
        &mut self,
        context: &mut Context<'_>,
        loc: Loc,
    ) -> Poll<Option<Result<T, JoinError>>> {
        if self.tasks.is_empty() {
            if local::is_asked() {
                local::answer();
                return Poll::Pending;
            }
            return Poll::Ready(None);
        }
        let wait = Wait {
            shared: &*self.ends,
            op: Op::JoinNext,
            loc,
        };
        let next = ready!(wait.poll(
            context,
            |ends| !ends.finished.is_empty(),
            |ends, context| match ends.finished.pop_front() {
                Some(next) => Poll::Ready(next),
                None => {
                    ends.joins = Some(context.waker().clone());
                    Poll::Pending
                }
            },
        ));
        Poll::Ready(Some(self.take(next, loc)))
    }

    /// Waits until all tasks have finished, and returns what they returned, in the order in which they finished.
    ///
    /// # Panics
    /// If a task panicked, with its payload, or was aborted. The others are aborted then, as the set is dropped.
    #[track_caller]
    pub fn join_all(mut self) -> impl Future<Output = Vec<T>> {
        let loc = here();
        async move {
            let mut output = Vec::with_capacity(self.len());
            while let Some(result) = JoinNext(&mut self, loc).await {
                match result {
                    Ok(value) => output.push(value),
                    Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
                    Err(error) => panic!("{error}"),
                }
            }
            output
        }
    }

    /// Aborts all tasks, and waits until they have finished.
    #[track_caller]
    pub fn shutdown(&mut self) -> impl Future<Output = ()> {
        let loc = here();
        async move {
            self.abort_all_at(loc);
            while JoinNext(self, loc).await.is_some() {}
        }
    }

    /// Aborts all tasks. They stay in the set until they are joined.
    #[track_caller]
    pub fn abort_all(&mut self) {
        self.abort_all_at(here());
    }

    /// Removes all tasks from the set without aborting them.
    #[track_caller]
    pub fn detach_all(&mut self) {
        let loc = here();
        if !self.tasks.is_empty() {
            self.forget(loc);
            tell(Event::new(Op::DetachAll, Some(loc)).on(self.ends.id()));
        }
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        if !self.tasks.is_empty() && !off() {
            self.abort_all_at(self.loc);
            self.forget(self.loc);
        }
    }
}

impl<T> Named for JoinSet<T> {
    fn object(&self) -> ObjectId {
        self.ends.id()
    }
}

impl<T> Default for JoinSet<T> {
    #[track_caller]
    fn default() -> Self {
        JoinSet::new()
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").field("len", &self.len()).finish()
    }
}

impl<T, F> FromIterator<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = F>>(tasks: I) -> Self {
        let mut set = JoinSet::new();
        set.extend(tasks);
        set
    }
}

impl<T, F> Extend<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    #[track_caller]
    fn extend<I: IntoIterator<Item = F>>(&mut self, tasks: I) {
        for task in tasks {
            self.spawn(task);
        }
    }
}

/// The future of [`JoinSet::join_next`].
#[must_use = "futures do nothing unless awaited"]
pub struct JoinNext<'a, T>(&'a mut JoinSet<T>, Loc);

impl<T> Leaf for JoinNext<'_, T> {}
impl<T> Stays for JoinNext<'_, T> {}

impl<T: 'static> Future for JoinNext<'_, T> {
    type Output = Option<Result<T, JoinError>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let loc = self.1;
        self.0.poll_at(context, loc)
    }
}

impl<T> fmt::Debug for JoinNext<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinNext").finish_non_exhaustive()
    }
}
