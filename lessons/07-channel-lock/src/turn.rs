//! A worker's turn, and how it can fail: what the crew and its trap share.

use std::error::Error;
use std::fmt;
use std::io;

/// Where a worker is in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// It is about to wait for a permit.
    Wants,
    /// It has a permit.
    Has,
    /// It is about to give its permit back.
    Releases,
}

/// Not all workers came through their turn.
#[derive(Debug)]
pub enum CrewError<E> {
    /// The system refused a thread. Those that were started have ended.
    NotStarted(io::Error),
    /// A step failed, the first of them by the workers' numbers.
    Failed(E),
}

impl<E> fmt::Display for CrewError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CrewError::NotStarted(_) => "cannot start a worker",
            CrewError::Failed(_) => "a worker failed",
        })
    }
}

impl<E: Error + 'static> Error for CrewError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match self {
            CrewError::NotStarted(why) => why,
            CrewError::Failed(why) => why,
        })
    }
}
