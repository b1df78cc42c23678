//! Runs tasks: each is a thread of the model that polls a future.

use super::super::started::Outcome;
use super::local::{self, local};
use super::machines::tasks::{Ended, Gate, Runtime};
use super::machines::{choose, off, tell};
use super::time::End;
use crate::culprit;
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::plain::here;
use crate::questions;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

/// A task that was spawned.
pub(super) struct Spawned {
    pub(super) gate: Gate,
    pub(super) outcome: Arc<Outcome<()>>,
}

/// The runtime of a task: how tasks are run, and all that were spawned.
#[derive(Clone)]
pub(super) struct Tasks {
    pub(super) runtime: Runtime,
    pub(super) spawned: Rc<RefCell<Vec<Spawned>>>,
}

impl std::fmt::Debug for Tasks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tasks").finish_non_exhaustive()
    }
}

struct GateWaker(Gate);

impl Wake for GateWaker {
    fn wake(self: Arc<Self>) {
        self.0.wake();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.wake();
    }
}

/// Starts a runtime, runs `future` to its end on the calling thread, and drops the tasks that are left then.
///
/// Tasks run on several threads, so a task can be preempted within a poll, or they take turns on one:
/// see [`Check::one_thread`](crate::Check::one_thread).
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("two tasks", || {
///     tasks::block_on(async {
///         let (sender, mut receiver) = tasks::mpsc::channel(1);
///         tasks::spawn(async move { sender.send("hello").await });
///         receiver.recv().await
///     })
/// });
/// report.holds().reaches(["Some(\"hello\")"]);
/// ```
#[track_caller]
pub fn block_on<F: Future>(future: F) -> F::Output {
    let loc = here();
    culprit::called_inside("`block_on`", loc);
    questions::runs_tasks();
    let tasks = Tasks {
        runtime: Runtime::new(questions::points().one_thread, loc),
        spawned: Rc::default(),
    };
    let gate = Gate::new(loc);
    let over = |value| {
        if tasks.runtime.is_one() {
            tasks.abort_all(loc);
        }
        value
    };
    let value = drive(gate, &tasks, false, Box::pin(future), loc, over);
    tasks.shut_down(loc);
    match value.flatten() {
        Some(value) => value,
        None => std::panic::resume_unwind(Box::new("the execution is over")),
    }
}

/// Runs `future` to its end on the calling thread, which is none of a runtime's.
///
/// # Panics
/// If a task is polled on it.
#[track_caller]
pub(super) fn blocking<F: Future>(future: F) -> F::Output {
    assert!(
        local::try_local(|_| ()).is_none(),
        "Cannot block the current thread from within a runtime. This happens because a function attempted to block \
         the current thread while the thread is being used to drive asynchronous tasks."
    );
    block_on(future)
}

impl Tasks {
    /// On a runtime of one thread, no task is polled any more once main is over.
    fn abort_all(&self, loc: Loc) {
        let spawned = self.spawned.borrow();
        let gates: Vec<&Gate> = spawned.iter().map(|task| &task.gate).collect();
        Gate::shut_down(&gates, loc);
    }

    /// Drops the tasks that are left, at their next awaits.
    fn shut_down(&self, loc: Loc) {
        // A task may spawn another one until it is dropped.
        loop {
            let spawned = self.spawned.take();
            if spawned.is_empty() || off() {
                return;
            }
            for task in &spawned {
                Gate::shut_down(&[&task.gate], loc);
            }
            if spawned.iter().any(|task| !task.outcome.has_ended()) {
                tell(Event::new(Op::ShutDown, Some(loc)));
            }
            for task in spawned {
                task.outcome.wait_in(Op::ShutDown, loc);
            }
        }
    }
}

/// The running thread is a task as long as this lives.
struct Entered(Option<local::Local>);

impl Drop for Entered {
    fn drop(&mut self) {
        local::leave(self.0.take());
    }
}

/// Polls `future` to its end. `over` is part of its last poll, with what it returned: `None` if it was dropped before.
pub(super) fn drive<T, R>(
    gate: Gate,
    tasks: &Tasks,
    is_victim: bool,
    future: Pin<Box<dyn Future<Output = T> + '_>>,
    loc: Loc,
    over: impl FnOnce(Option<T>) -> R,
) -> Option<R> {
    let _entered = Entered(local::enter(gate.clone(), tasks.clone(), is_victim));
    let waker = Waker::from(Arc::new(GateWaker(gate.clone())));
    let mut context = Context::from_waker(&waker);
    let (mut future, mut over) = (Some(future), Some(over));
    let mut ended = gate.begins(loc, &tasks.runtime);
    let mut first = true;
    loop {
        if off() {
            return None;
        }
        let polled = tasks.runtime.poll(loc, || {
            // It may have waited for its turn meanwhile.
            let ended = match gate.is_aborted() {
                true => Ended::Aborted,
                false => ended,
            };
            wakes(ended, first);
            let value = poll_once(&mut future, &mut context, loc)?;
            let over = over.take().expect("it ends once");
            Some((!off()).then(|| over(value)))
        });
        if let Some(result) = polled {
            return result;
        }
        first = false;
        let (wish, until) = local(|local| (local.wish(loc), local.until()));
        ended = gate.wait(wish, until, &tasks.runtime);
    }
}

/// The task goes on: it was woken, or something else ended its wait.
fn wakes(ended: Ended, first: bool) {
    let mut ends = match ended {
        Ended::Aborted => vec![End::Aborted],
        Ended::TimedOut => End::all(false),
        Ended::Ready if first => vec![],
        Ended::Ready => {
            let mut ends = End::all(true);
            ends.retain(|end| matches!(end, End::Dropped));
            ends
        }
    };
    let is_ready = usize::from(ended == Ended::Ready);
    if let Some(end) = choose(is_ready + ends.len()).checked_sub(is_ready) {
        ends.swap_remove(end).happens(ended == Ended::TimedOut);
    }
    if !local(|local| local.is_dropped) {
        // What its first poll is a part of may have done more: a step before `block_on`, say.
        local(|local| local.is_polled(ended == Ended::Ready && !first));
    }
}

/// Polls once. What the future returned if it is over, `None` if it was dropped.
fn poll_once<T>(
    future: &mut Option<Pin<Box<dyn Future<Output = T> + '_>>>,
    context: &mut Context<'_>,
    loc: Loc,
) -> Option<Option<T>> {
    let mut value = None;
    if !local(|local| local.is_dropped) {
        let running = future.as_mut().expect("it is not over");
        match running.as_mut().poll(context) {
            Poll::Ready(ready) => value = Some(ready),
            Poll::Pending if off() || local(|local| local.is_dropped) => {}
            Poll::Pending => return None,
        }
    }
    if value.is_none() && !off() {
        let (at, arms) = local(|local| (local.wish(loc), local.arms()));
        tell(Event {
            arms,
            object: at.object,
            ..Event::new(Op::DroppedAt, Some(at.loc))
        });
    }
    // Its destructors are part of its last poll.
    drop(future.take());
    Some(value)
}
