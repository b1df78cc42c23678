//! How a thread begins, lets others run, ends, and is joined.

use super::in_vain;
use super::wait::{Object, Queue, Waiter, lets_others_go};
use crate::failure;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, Pending, ThreadId};
use crate::loom::engine;
use crate::plain::plain;
use crate::questions;
use recording::FailureKind;
use std::sync::Mutex as Plain;

/// A thread is about to be started.
pub(crate) fn may_start() {
    if recorder::thread_count() >= engine::MAX_THREADS {
        let message = format!(
            "loom runs at most {} threads, including main, and this model starts one more. Make it smaller, or \
             check it with the explorer, which has no such limit",
            engine::MAX_THREADS
        );
        failure::refuse(FailureKind::Limit, &message);
    }
}

/// The running thread starts another one.
pub(crate) fn is_started(_thread: ThreadId) {}

/// After a failure loom runs no thread again, and drops nothing of theirs.
pub(crate) fn outlive_spawned() {}

/// Starts it: `run` is all that it does.
pub(crate) fn spawn(run: Box<dyn FnOnce()>) {
    engine::spawn(run);
}

/// A thread begins.
pub(crate) fn begins(thread: ThreadId) {
    recorder::resumed(thread);
}

/// Lets other threads run first, or continues: in two searches, since loom cannot choose.
pub(crate) fn yield_at(loc: Loc) {
    Event::new(Op::Yield, Some(loc)).record();
    questions::yields();
    if questions::in_a_hurry() && in_vain::may_continue(loc) {
        return in_vain::continues(loc);
    }
    let pending = Pending {
        op: Op::Yield,
        object: None,
        loc: Some(loc),
        blocked: true,
    };
    lets_others_go(pending, in_vain::lets_others_again(loc));
}

/// The end of a thread.
#[derive(Debug)]
pub(crate) struct End {
    object: Object,
    state: Plain<(bool, Queue)>,
}

impl End {
    pub(crate) fn new(loc: Loc) -> Self {
        End {
            object: Object::new("thread", loc),
            state: Plain::default(),
        }
    }

    /// The running thread ends, and leaves its result by `leave`.
    pub(crate) fn finish(&self, leave: impl FnOnce()) {
        let _pass = self.object.pass(Op::Ends, None);
        Event::new(Op::Ends, None).record();
        leave();
        let mut state = plain(&self.state);
        state.0 = true;
        while let Some(waiter) = state.1.pop() {
            waiter.complete(0);
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        plain(&self.state).0
    }

    /// Waits until the thread has ended.
    pub(crate) fn wait(&self, id: ThreadId, loc: Loc) {
        let op = Op::Join(id);
        self.wait_in(op, loc);
        let _pass = self.object.pass(op, loc);
        Event::new(op, Some(loc)).record();
    }

    /// Waits in another operation until the thread has ended.
    pub(crate) fn wait_in(&self, op: Op, loc: Loc) {
        // No point before it waits: to wait and to arrive later is the same, and no thread can tell.
        if !self.has_ended() && !recorder::failed() {
            let waiter = Waiter::new();
            plain(&self.state).1.push(&waiter);
            Event::new(op, Some(loc)).record_blocked();
            let mut pending = self.object.wait_in(op, loc);
            pending.object = None;
            waiter.wait(pending);
        }
    }

    /// Looks whether the thread has ended.
    pub(crate) fn is_finished(&self, id: ThreadId, loc: Loc) -> bool {
        let op = Op::IsFinished(id);
        let _pass = self.object.pass(op, loc);
        let finished = self.has_ended();
        let event = Event::new(op, Some(loc));
        event.value(Value::Bool(finished)).record();
        finished
    }
}
