//! A thread that was started: what it leaves when it ends, and who gets that.

use super::local::OfThread;
use super::machines::thread::{self, End};
use super::machines::{off, tell};
use super::thread::{Result, Thread, with_handles};
use crate::culprit;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ThreadId};
use crate::plain::plain;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex as Plain};

/// A thread that was started, and how it ended.
#[derive(Debug)]
pub(super) struct Started<T> {
    pub(super) id: ThreadId,
    pub(super) thread: Thread,
    pub(super) outcome: Arc<Outcome<T>>,
}

/// Where a thread leaves its result.
#[derive(Debug)]
pub(super) struct Outcome<T> {
    end: End,
    /// What it returned, from its end until another thread takes it.
    result: Plain<Option<Result<T>>>,
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
        Started::start_and(name, body, loc, |_, result| Some(result))
    }

    /// As [`start`](Started::start). In its last step, `leave` gets the result, and gives what is to be joined.
    pub(super) fn start_and<'a>(
        name: Option<String>,
        body: Box<dyn FnOnce() -> T + 'a>,
        loc: Loc,
        leave: impl FnOnce(ThreadId, Result<T>) -> Option<Result<T>> + 'a,
    ) -> Started<T>
    where
        T: 'a,
    {
        culprit::called_inside("`thread::spawn`", loc);
        thread::may_start();
        let id = recorder::new_thread(name.clone(), loc);
        let outcome = Arc::new(Outcome {
            end: End::new(loc),
            result: Plain::new(None),
        });
        let thread = Thread::new(id, name.map(Into::into), loc);
        thread::is_started(id);
        tell(Event::new(Op::Spawn(id), Some(loc)));
        let (theirs, handle) = (outcome.clone(), thread.clone());
        let run: Box<dyn FnOnce() + 'a> = Box::new(move || {
            thread::begins(id);
            with_handles(|handles| handles.insert(id, handle));
            let locals = OfThread(id);
            let result = catch_unwind(AssertUnwindSafe(body));
            drop(locals);
            if off() {
                // Not a panic of the thread's own: the execution is over.
                if let Err(payload) = result {
                    resume_unwind(payload);
                }
                return;
            }
            recorder::thread(id, |thread| {
                thread.unwinding = false;
                // The thread caught its panics itself.
                if let (Some(panicked), Ok(_)) = (&mut thread.panicked, &result) {
                    panicked.seen = true;
                }
            });
            theirs.end.finish(|| {
                recorder::thread(id, |thread| thread.done = true);
                *plain(&theirs.result) = leave(id, result);
            });
        });
        // SAFETY: a plain spawn has `'a = 'static`; a scope joins all its threads before it returns;
        // and of an execution that is over no thread runs again, or it unwinds before the scope of
        // the one that started it is left.
        let run: Box<dyn FnOnce() + 'static> = unsafe { std::mem::transmute(run) };
        thread::spawn(run);
        Started {
            id,
            thread,
            outcome,
        }
    }

    pub(super) fn join(self, loc: Loc) -> Result<T> {
        culprit::called_inside("`join`", loc);
        self.outcome.wait(self.id, loc);
        let result = plain(&self.outcome.result).take();
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
        self.outcome.end.is_finished(self.id, loc)
    }
}

/// Another thread knows now that the thread panicked.
pub(super) fn mark_seen(id: ThreadId) {
    recorder::thread(id, |thread| {
        if let Some(panicked) = &mut thread.panicked {
            panicked.seen = true;
        }
    });
}

impl<T> Outcome<T> {
    /// Waits until the thread has ended.
    pub(super) fn wait(&self, id: ThreadId, loc: Loc) {
        self.end.wait(id, loc);
    }

    /// Waits in another operation until the thread has ended.
    #[cfg(feature = "tasks")]
    pub(super) fn wait_in(&self, op: Op, loc: Loc) {
        self.end.wait_in(op, loc);
    }

    #[cfg(feature = "tasks")]
    pub(super) fn has_ended(&self) -> bool {
        self.end.has_ended()
    }

    /// Whether it has ended and another thread has taken what it returned.
    pub(super) fn joined(&self) -> bool {
        self.end.has_ended() && plain(&self.result).is_none()
    }

    pub(super) fn panicked(&self) -> bool {
        matches!(*plain(&self.result), Some(Err(_)))
    }
}
