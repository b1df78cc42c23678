//! A thread that was started: how it begins, ends, and is joined.
//!
//! To end makes a join possible, which then says so; they never race. Only somebody who looks
//! whether the thread has ended touches its object too.

use super::thread::{Result, Thread, with_handles};
use super::wait::plain;
use crate::explorer::run;
use crate::explorer::step::{self, Step, off, tell};
use crate::explorer::waits;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ThreadId};
use explorer::{Access, Event as Cause, Object};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex as Plain};

/// A thread that was started, and how it ended.
#[derive(Debug)]
pub(super) struct Started<T> {
    pub(super) id: ThreadId,
    pub(super) thread: Thread,
    pub(super) end: Arc<End<T>>,
}

/// Where a thread leaves its result.
pub(super) struct End<T> {
    object: Object,
    state: Plain<State<T>>,
}

struct State<T> {
    /// What it returned, until somebody takes it.
    result: Option<Result<T>>,
    /// Its last step.
    ended: Option<Cause>,
}

impl<T> fmt::Debug for End<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("End").finish_non_exhaustive()
    }
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
        let id = recorder::new_thread(name.clone(), loc);
        let end = Arc::new(End {
            object: explorer::object(),
            state: Plain::new(State {
                result: None,
                ended: None,
            }),
        });
        let thread = Thread::new(id, name.map(Into::into), loc);
        if !off() {
            run::started(id);
            tell(Event::new(Op::Spawn(id), Some(loc)));
        }
        let (theirs, handle) = (end.clone(), thread.clone());
        let run: Box<dyn FnOnce() + 'a> = Box::new(move || {
            step::begin_thread(id);
            with_handles(|handles| handles.insert(id, handle));
            let result = catch_unwind(AssertUnwindSafe(body));
            if off() {
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
        // returns; and an execution that is torn down unwinds a thread before the one that
        // started it.
        let run: Box<dyn FnOnce() + 'static> = unsafe { std::mem::transmute(run) };
        explorer::spawn(false, run);
        Started { id, thread, end }
    }

    pub(super) fn join(self, loc: Loc) -> Result<T> {
        self.end.wait(self.id, loc);
        let result = plain(&self.end.state).result.take();
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
        let op = Op::IsFinished(self.id);
        Step::new(op, loc)
            .touching(&[(self.end.object, Access::READ)])
            .take_it();
        let finished = self.end.has_ended();
        tell(Event::new(op, Some(loc)).value(Value::Bool(finished)));
        finished
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
        Step::new(Op::Ends, None)
            .touching(&[(self.object, Access::EXCLUSIVE)])
            .take_it();
        if off() {
            return;
        }
        Event::new(Op::Ends, None).record();
        recorder::thread(id, |thread| thread.done = true);
        *plain(&self.state) = State {
            result: Some(result),
            ended: Some(explorer::now()),
        };
        run::ended();
        waits::tell_who_waits(id);
    }

    fn has_ended(&self) -> bool {
        plain(&self.state).ended.is_some()
    }

    /// Waits until the thread has ended.
    pub(super) fn wait(&self, id: ThreadId, loc: Loc) {
        let op = Op::Join(id);
        Step::new(op, loc).when(|| self.has_ended());
        if let Some(ended) = plain(&self.state).ended {
            explorer::after(ended);
        }
        tell(Event::new(op, Some(loc)));
    }

    /// Whether it has ended and somebody has taken what it returned.
    pub(super) fn joined(&self) -> bool {
        let state = plain(&self.state);
        state.ended.is_some() && state.result.is_none()
    }

    pub(super) fn panicked(&self) -> bool {
        matches!(plain(&self.state).result, Some(Err(_)))
    }
}
