//! What steps are: operations, the state that they leave, the choices that were made.

use crate::log::ids::{Loc, ObjectId, ThreadId};
use crate::log::value::Value;

/// What a step did. Words for each are in `resolve`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    Spawn(ThreadId),
    Ends,
    Panics,
    Join(ThreadId),
    IsFinished(ThreadId),
    ScopeEnd,
    MainReturns,
    Lock,
    TryLock { taken: bool },
    Unlock,
    Read,
    TryRead { taken: bool },
    Write,
    TryWrite { taken: bool },
    UnlockRead,
    UnlockWrite,
    LockTimedOut,
    Wait,
    Woken,
    WaitTimedOut,
    WokenSpuriously,
    NotifyOne { woken: bool },
    NotifyAll { woken: u16 },
    Load,
    Store,
    Swap,
    CompareExchange { done: bool },
    Fetch(&'static str),
    Fence,
    CellRead,
    CellWrite,
    Send,
    SendDisconnected,
    TrySendFull,
    SendTimedOut,
    Recv,
    RecvDisconnected,
    TryRecvEmpty,
    RecvTimedOut,
    Select,
    SelectDefault,
    SelectTimedOut,
    Len,
    DropSender { last: bool },
    DropReceiver { last: bool },
    TimerFires,
    GroupDone { left: u16 },
    GroupWait,
    Park,
    ParkTimedOut,
    Unpark(Option<ThreadId>),
    Yield,
    Sleep,
    CountedClone,
    CountedDrop,
    CountedTake { taken: bool },
    Note,
}

impl Op {
    /// Whether other threads may go on because of it. A timer fires when nothing does.
    pub(crate) fn is_progress(self) -> bool {
        !matches!(
            self,
            Op::Load
                | Op::Yield
                | Op::Len
                | Op::IsFinished(_)
                | Op::TryLock { taken: false }
                | Op::TryRead { taken: false }
                | Op::TryWrite { taken: false }
                | Op::TrySendFull
                | Op::TryRecvEmpty
                | Op::SelectDefault
                | Op::CompareExchange { done: false }
                | Op::Note
        )
    }

    /// Whether a thread may do it after main returned and still count as finished.
    pub(crate) fn is_ending(self) -> bool {
        matches!(
            self,
            Op::Ends
                | Op::Panics
                | Op::DropSender { .. }
                | Op::DropReceiver { .. }
                | Op::GroupDone { .. }
                | Op::CountedDrop
        )
    }
}

/// An object's state after a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum State {
    HeldBy(ThreadId),
    Readers(u16),
    Free,
    /// Free, with the guarded value.
    Holds(Value),
    /// Messages, and how many fit.
    Messages(usize, Option<usize>),
    Disconnected,
    Value(Value),
    Count(u16),
}

/// A choice that could have been made otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Choice {
    /// A timer fired although others could still run.
    Timer {
        object: Option<ObjectId>,
    },
    /// Select took one arm although others were ready.
    Arm {
        took: ObjectId,
        also: Vec<ObjectId>,
    },
    Spurious,
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
    /// The arms of a select that waits.
    pub(crate) arms: Box<[(Op, ObjectId)]>,
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
            arms: Box::default(),
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
}
