//! How a thread begins, lets others run, ends, and is joined.
//!
//! To end makes a join possible, which then says so; they never race. Only a thread that looks
//! whether the thread has ended touches its object too.

use crate::explorer::run;
use crate::explorer::step::{self, Step, off, tell};
use crate::explorer::waits;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ThreadId};
use crate::plain::plain;
use explorer::{Access, Event as Cause, Object};
use std::sync::Mutex as Plain;

pub(crate) use explorer::outlive_spawned;
pub(crate) use step::{begin_thread as begins, yield_now as yield_at};

/// A thread is about to be started: there may be any number.
pub(crate) fn may_start() {}

/// The running thread starts another one.
pub(crate) fn is_started(thread: ThreadId) {
    if !off() {
        run::started(thread);
    }
}

/// Starts it: `run` is all that it does.
pub(crate) fn spawn(run: Box<dyn FnOnce()>) {
    explorer::spawn(false, run);
}

/// The end of a thread.
#[derive(Debug)]
pub(crate) struct End {
    object: Object,
    /// Its last step.
    ended: Plain<Option<Cause>>,
}

impl End {
    pub(crate) fn new(_loc: Loc) -> Self {
        End {
            object: explorer::object(),
            ended: Plain::new(None),
        }
    }

    /// The running thread ends, and leaves its result by `leave`.
    pub(crate) fn finish(&self, leave: impl FnOnce()) {
        Step::new(Op::Ends, None)
            .touching(&[(self.object, Access::EXCLUSIVE)])
            .take_it();
        if off() {
            return;
        }
        Event::new(Op::Ends, None).record();
        leave();
        *plain(&self.ended) = Some(explorer::now());
        run::ended();
        waits::tell_who_waits(recorder::me());
    }

    pub(crate) fn has_ended(&self) -> bool {
        plain(&self.ended).is_some()
    }

    /// Waits until the thread has ended.
    pub(crate) fn wait(&self, id: ThreadId, loc: Loc) {
        let op = Op::Join(id);
        self.wait_in(op, loc);
        tell(Event::new(op, Some(loc)));
    }

    /// Waits in another operation until the thread has ended.
    pub(crate) fn wait_in(&self, op: Op, loc: Loc) {
        Step::new(op, loc).when(|| self.has_ended());
        if let Some(ended) = *plain(&self.ended) {
            explorer::after(ended);
        }
    }

    /// Looks whether the thread has ended.
    pub(crate) fn is_finished(&self, id: ThreadId, loc: Loc) -> bool {
        let op = Op::IsFinished(id);
        Step::new(op, loc)
            .touching(&[(self.object, Access::READ)])
            .take_it();
        let finished = self.has_ended();
        tell(Event::new(op, Some(loc)).value(Value::Bool(finished)));
        finished
    }
}
