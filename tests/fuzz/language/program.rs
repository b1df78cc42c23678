//! A whole program: its threads, and how they are started.

use super::{Arm, Attempt, GO, MPSC, Op, TWO};
use std::fmt;

/// How threads are started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Start {
    Spawn,
    /// All in one scope, which main opens.
    Scope,
    /// Every thread that starts others opens a scope for them.
    Nested,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Program {
    pub seed: u64,
    /// Main first.
    pub threads: Vec<Vec<Op>>,
    /// Who starts each thread, before all else that it does. One with a lower number; main itself.
    pub parents: Vec<usize>,
    pub start: Start,
    /// Whether a thread joins at its end whom it started and has not joined before.
    pub joins: bool,
    /// Whether time limits are given as points in time, where there is such a form.
    pub deadlines: bool,
    /// Whether a condition variable may wake, a `park` return, and a weak comparison fail for no reason: each
    /// once for each thread.
    pub spurious: bool,
    pub capacities: [Option<usize>; TWO],
}

impl Program {
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        self.threads.iter().flatten()
    }

    /// Whether nobody tries or selects both sides of a channel where partners meet.
    pub fn is_one_sided(&self) -> bool {
        let meets = |i: &&usize| self.capacity(**i) == Some(0);
        let sends = |i| self.ops().any(|op| op.polls(&Arm::Send(i)));
        let receives = |i| self.ops().any(|op| op.polls(&Arm::Recv(i)));
        ![0, 1, MPSC, GO]
            .iter()
            .filter(meets)
            .any(|i| sends(*i) && receives(*i))
    }

    /// `None`: any number of messages.
    pub fn capacity(&self, channel: usize) -> Option<usize> {
        match channel {
            MPSC => self.capacities[0],
            GO => Some(self.capacities[1].unwrap_or(2)),
            c => self.capacities[c],
        }
    }
}

/// The message that a thread sends with the operation at this place, from this arm.
pub fn message(thread: usize, place: usize, arm: usize) -> u64 {
    (thread * 100 + place * 10 + arm) as u64
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joins = if self.joins { "joins" } else { "does not join" };
        let spurious = if self.spurious { ", spurious" } else { "" };
        let deadlines = if self.deadlines { ", deadlines" } else { "" };
        writeln!(
            f,
            "seed {}, {:?}, {joins}{spurious}{deadlines}, capacities {:?}",
            self.seed, self.start, self.capacities
        )?;
        for (i, ops) in self.threads.iter().enumerate() {
            let ops: Vec<String> = ops.iter().map(|op| format!("{op:?}")).collect();
            let name = if i == 0 {
                "main".into()
            } else {
                format!("t{i}")
            };
            let parent = match self.parents[i] {
                0 => String::new(),
                parent => format!("(started by t{parent}) "),
            };
            writeln!(f, "  {name:<4} {parent}{}", ops.join("; "))?;
        }
        Ok(())
    }
}

impl Op {
    /// Whether it tries or selects this arm.
    fn polls(&self, arm: &Arm) -> bool {
        match self {
            Op::TrySend(i) | Op::SendTimeout(i) => *arm == Arm::Send(*i),
            Op::TryRecv(i) | Op::RecvTimeout(i) | Op::TryIter(i) => *arm == Arm::Recv(*i),
            Op::Retry { attempt, .. } => match attempt {
                Attempt::Send(i) => *arm == Arm::Send(*i),
                Attempt::Recv(i) => *arm == Arm::Recv(*i),
                Attempt::Lock(_) | Attempt::IsSet(_) | Attempt::Claim(_) => false,
            },
            Op::Select { arms, .. } => arms.contains(arm),
            _ => false,
        }
    }
}
