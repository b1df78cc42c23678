//! Where a thread is, and what it has.

use super::state::Held;
use crate::language::{CHANNELS, Program, TWO};
use crate::outcome::Note;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Thread {
    pub life: Life,
    /// The operation that it is at.
    pub place: usize,
    pub at: At,
    pub notes: Vec<Note>,
    /// In the order in which they were taken.
    pub guards: Vec<Guard>,
    pub forgotten: Vec<Guard>,
    pub senders: [u8; CHANNELS],
    pub receivers: [u8; CHANNELS],
    pub in_group: bool,
    /// How many references to what is counted.
    pub counts: u8,
    pub weaks: u8,
    /// What it has to drop first: messages that nobody will read held it.
    pub trash: Vec<Held>,
    /// Has started those whom it starts.
    pub started: bool,
    /// An `unpark` that no `park` has used.
    pub permit: bool,
    pub parker_permit: bool,
    /// Was woken for no reason before, by each condition variable.
    pub bothered: [bool; TWO],
    /// Its `park` returned for no reason before.
    pub roused: bool,
    /// Its weak comparison failed for no reason before, with each atomic.
    pub failed: [bool; TWO],
    /// Another thread has completed its operation, and it has not gone on since.
    pub completed: bool,
    /// When its operation began, at the earliest.
    pub began: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Life {
    /// Was not started.
    Unborn,
    Runs,
    /// Drops what it has.
    Leaves {
        panicked: bool,
    },
    Ended {
        panicked: bool,
        joined: bool,
    },
}

/// How far a thread is within an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    Begin,
    /// A condition variable's wait that has the lock; `own`: the operation took it itself.
    Locked {
        own: bool,
    },
    /// Waits for what only the operation knows.
    Waiting {
        own: bool,
    },
    /// Was notified or timed out, and takes the lock again.
    Retakes {
        own: bool,
        timed_out: bool,
    },
    /// Gives back the lock that it took itself.
    Releases,
    /// A biased select that found nothing in so many arms.
    Looked(usize),
    /// A bounded loop in which so many tries have failed.
    Failed(usize),
    /// Waits in these arms of a select: a bit for each.
    Registered(u8),
    /// Initializes something, and has done its part or not.
    Initializes {
        done: bool,
    },
    /// Has to panic, in this very step.
    Panics,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guard {
    Mutex(usize),
    Read(usize),
    Upgradable(usize),
    Write(usize),
}

impl Thread {
    /// Before it has done anything.
    pub fn new(program: &Program, i: usize) -> Self {
        Thread {
            life: match program.parents[i] {
                0 => Life::Runs,
                _ => Life::Unborn,
            },
            place: 0,
            at: At::Begin,
            notes: vec![],
            guards: vec![],
            forgotten: vec![],
            senders: std::array::from_fn(|c| program.sends(i, c).into()),
            receivers: std::array::from_fn(|c| program.receives(i, c).into()),
            in_group: program.in_group(i),
            counts: program.counts(i).into(),
            weaks: program.counts_weakly(i).into(),
            trash: vec![],
            started: i == 0 || program.children(i).next().is_none(),
            permit: false,
            parker_permit: false,
            bothered: [false; TWO],
            roused: false,
            failed: [false; TWO],
            completed: false,
            began: 0,
        }
    }
}
