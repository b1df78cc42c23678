//! How an execution ends.

use crate::Object;

/// A thread that could not continue, and the step that it had announced.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Waiting {
    /// The thread; main is 0, the others count from 1 in the order in which they were spawned.
    pub thread: usize,
    /// The label of the step.
    pub label: &'static str,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// Main returned after all other threads had finished.
    Done,
    /// No thread can continue: a deadlock.
    Deadlock(Vec<Waiting>),
    /// The only threads that can continue are those that yield until something changes: a livelock.
    NoProgress(Vec<Waiting>),
    /// More steps than allowed.
    StepBound,
    /// Main returned while these threads were running.
    LeftRunning(Vec<usize>),
    /// Main panicked, or another thread did and was never joined, or a thread said that the
    /// execution has failed ([`fail`](crate::fail)).
    Panic {
        /// The thread that panicked, or said so.
        thread: usize,
        /// Its message, or what it said; empty if the payload was no text.
        message: String,
    },
    /// Two threads accessed plain memory, and no happens-before relation orders the accesses.
    DataRace {
        /// The memory.
        object: Object,
        /// The thread that came first in this execution, and the other.
        threads: (usize, usize),
    },
    /// It was cut: whatever could follow was explored elsewhere. Only told where
    /// [`Config::tell_cuts`](crate::Config::tell_cuts) asks for it.
    Cut,
    /// The model did not do the same thing again, or the schedule to replay is not one of its own.
    /// The search cannot go on.
    NotDeterministic(String),
    /// A twin broke one of the three rules. The search cannot go on.
    WrongTwin(String),
}

impl End {
    pub(crate) fn is_failure(&self) -> bool {
        !matches!(self, End::Done | End::Cut)
    }

    pub(crate) fn is_fatal(&self) -> bool {
        matches!(self, End::NotDeterministic(_) | End::WrongTwin(_))
    }
}
