//! A step in the log: what was done, the state that it left, the choices that were made.

use crate::log::ids::{Loc, ObjectId, ThreadId};
use crate::log::value::Value;
use std::sync::atomic::Ordering;

pub(crate) use crate::log::op::Op;
pub(crate) use crate::log::state::State;

/// A choice that could have been made otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Choice {
    /// A timer fired although others could still run.
    Timer {
        object: Option<ObjectId>,
        /// Before one with an earlier deadline.
        overtakes: bool,
    },
    /// Select took one arm although others were ready.
    Arm {
        took: ObjectId,
        also: Vec<ObjectId>,
    },
    Spurious,
    /// The search dropped a future.
    Dropped,
    /// A weak comparison failed although it found what was expected.
    Weak,
}

/// A step, or the beginning of a wait.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) thread: ThreadId,
    /// The explorer's number of the step in which it was recorded.
    pub(crate) step: usize,
    pub(crate) op: Op,
    pub(crate) object: Option<ObjectId>,
    pub(crate) value: Value,
    pub(crate) loc: Option<Loc>,
    pub(crate) blocks: bool,
    pub(crate) state: Option<State>,
    pub(crate) preempted: Option<ThreadId>,
    pub(crate) choice: Option<Choice>,
    pub(crate) note: Option<Box<str>>,
    /// With which ordering an atomic was used, where the checker explores what that allows.
    pub(crate) order: Option<Ordering>,
    /// It read an old value, which sequential consistency may forbid although the ordering asks for that.
    pub(crate) doubtful: bool,
    /// The arms of a select that waits.
    pub(crate) arms: Box<[(Op, Option<ObjectId>)]>,
}

impl Event {
    /// A step of this thread.
    pub(crate) fn by(thread: ThreadId, op: Op, loc: Option<Loc>) -> Self {
        Event {
            thread,
            step: 0,
            op,
            object: None,
            value: Value::Unknown,
            loc,
            blocks: false,
            state: None,
            preempted: None,
            choice: None,
            note: None,
            order: None,
            doubtful: false,
            arms: Box::default(),
        }
    }

    /// Whether something is different afterwards, as far as is known: a mutex that is unlocked tells what was written.
    pub(crate) fn is_a_change(&self) -> bool {
        match self.op {
            Op::Lock | Op::Read | Op::UnlockRead => false,
            Op::Unlock => self.value != Value::Unknown,
            op => op.is_progress(),
        }
    }

    pub(crate) fn on(mut self, object: ObjectId) -> Self {
        self.object = Some(object);
        self
    }

    pub(crate) fn value(mut self, value: Value) -> Self {
        self.value = value;
        self
    }

    pub(crate) fn state(mut self, state: State) -> Self {
        self.state = Some(state);
        self
    }

    pub(crate) fn ordered(mut self, order: Ordering) -> Self {
        self.order = Some(order);
        self
    }
}
