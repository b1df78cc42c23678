//! What may come of a program: how it ends, and what each thread noted on its way.

use std::fmt;

/// How the message of every panic begins that a thread of a program makes.
pub const ON_PURPOSE: &str = "on purpose";

/// What an operation told its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Note {
    Value(u64),
    Is(bool),
    Ok,
    Nothing,
    Full,
    Empty,
    Disconnected,
    TimedOut,
    Default,
    /// Which arm a select took; its result follows.
    Arm(usize),
    Fired,
    /// So many tries of a bounded loop failed.
    Failed(usize),
    /// An iterator's end.
    End,
    /// Whether a joined thread ended without a panic.
    Joined(bool),
}

/// Panics of what a program uses.
const WANTED: [&str; 5] = [
    "a scoped thread panicked",
    "Once instance has previously been poisoned",
    "send on closed channel",
    "close of closed channel",
    "close of nil channel",
];

/// Whether a program wants a panic with this message.
pub fn is_wanted(message: &str) -> bool {
    message.starts_with(ON_PURPOSE) || WANTED.contains(&message)
}

/// How an execution ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    Ended,
    Deadlock,
    LeftRunning,
    /// Main panicked, or a thread did and nobody looked.
    Panicked,
    Race,
}

/// One thing that may come of a program.
///
/// Of an execution that was cut short by a failure only the kind counts: how far the other threads
/// were depends on independent steps, of which a reduced search leaves some out. A deadlock is no
/// such thing: there every thread went as far as it could.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    pub end: End,
    notes: Vec<Vec<Note>>,
}

impl Outcome {
    pub fn new(end: End, notes: Vec<Vec<Note>>) -> Self {
        let whole = matches!(end, End::Ended | End::Deadlock);
        Outcome {
            end,
            notes: if whole { notes } else { vec![] },
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.end)?;
        for (i, notes) in self.notes.iter().enumerate() {
            write!(f, " t{i}{notes:?}")?;
        }
        Ok(())
    }
}
