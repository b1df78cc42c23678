//! What objects are like after a step.

use crate::log::ids::ThreadId;
use crate::log::value::Value;
use recording::ObjectState;

/// An object's state after a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum State {
    HeldBy(ThreadId),
    Readers(u16),
    Free,
    /// Free, with the guarded value.
    Holds(Value),
    /// The same after a thread wrote it, be it the value that was there.
    Wrote(Value),
    /// Messages, and how many fit.
    Messages(usize, Option<usize>),
    Disconnected,
    Value(Value),
    Count(u16),
    Initialized(bool),
    /// Threads that have arrived, and how many are to meet.
    Arrived(usize, usize),
}

impl State {
    /// As a recording has it, if there is anything to say.
    pub(crate) fn recorded(&self) -> Option<ObjectState> {
        let words = match self {
            State::HeldBy(thread) => return Some(ObjectState::HeldBy((*thread).into())),
            State::Readers(n) => return Some(ObjectState::Readers(*n)),
            State::Free => return Some(ObjectState::Free),
            State::Holds(value) | State::Wrote(value) | State::Value(value) => {
                return Some(ObjectState::Value(value.to_string()));
            }
            State::Messages(_, Some(0)) => return None,
            State::Messages(n, Some(capacity)) => format!("{n} of {capacity}"),
            State::Messages(n, None) => format!("{n} waiting"),
            State::Disconnected => "closed".into(),
            State::Initialized(true) => "initialized".into(),
            State::Initialized(false) => "poisoned".into(),
            State::Count(n) => format!("{n} left"),
            State::Arrived(n, all) => format!("{n} of {all} arrived"),
        };
        Some(ObjectState::Words(words))
    }
}
