//! What objects are like after a step: the states, and words for them.

use crate::log::ids::ThreadId;
use crate::log::value::Value;

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
    /// In words, if there is anything to say; `threads` are their names.
    pub(crate) fn shown(&self, threads: &[String]) -> Option<String> {
        Some(match self {
            State::HeldBy(thread) => format!("held by {}", threads[usize::from(*thread)]),
            State::Readers(1) => "1 reader".into(),
            State::Readers(n) => format!("{n} readers"),
            State::Free => "free".into(),
            State::Holds(value) | State::Wrote(value) | State::Value(value) => value.to_string(),
            State::Messages(_, Some(0)) => return None,
            State::Messages(n, Some(capacity)) => format!("{n} of {capacity}"),
            State::Messages(n, None) => format!("{n} waiting"),
            State::Disconnected => "closed".into(),
            State::Initialized(true) => "initialized".into(),
            State::Initialized(false) => "poisoned".into(),
            State::Count(n) => format!("{n} left"),
            State::Arrived(n, all) => format!("{n} of {all} arrived"),
        })
    }
}
