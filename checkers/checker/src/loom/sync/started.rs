//! A thread that was started: how it begins, ends, and is joined.

use super::thread::{Result, Thread, with_handles};
use super::wait::{Object, Queue, Waiter, plain};
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ThreadId};
use crate::loom::engine;
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
        let op = Op::IsFinished(self.id);
        let _pass = self.end.object.pass(op, loc);
        let finished = plain(&self.end.state).1;
        let event = Event::new(op, Some(loc));
        event.value(Value::Bool(finished)).record();
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

    /// Whether it has ended and somebody has taken what it returned.
    pub(super) fn joined(&self) -> bool {
        let state = plain(&self.state);
        state.1 && state.0.is_none()
    }

    pub(super) fn panicked(&self) -> bool {
        matches!(plain(&self.state).0, Some(Err(_)))
    }
}
