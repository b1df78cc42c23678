//! A small language of concurrent programs: every operation of the twins, on a few shared objects.
//!
//! All operations are total: what a thread cannot do (unlock what it does not hold, send after it
//! dropped its last sender, join twice) is skipped. So any operation can be removed from a program.

use std::fmt;

/// Mutexes, atomics and channels: two of each.
pub const TWO: usize = 2;

/// The timer that delivers once; the other one, 1, delivers again and again.
pub const AFTER: usize = 0;

/// One step or a few of a thread. Numbers say which mutex, channel, atomic, timer or thread.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    Lock(usize),
    TryLock(usize),
    TryLockFor(usize),
    IsLocked(usize),
    Unlock(usize),

    Read,
    TryRead,
    TryReadFor,
    Write,
    TryWrite,
    TryWriteFor,
    /// Gives back the read or write guard that was taken last.
    Release,

    /// The condition variable belongs to mutex 0. A wait takes the lock first unless the thread has
    /// it, and gives it back if it took it.
    Wait,
    WaitFor,
    /// While the value under the lock is 0.
    WaitWhile,
    WaitWhileFor,
    NotifyOne,
    NotifyAll,

    Load(usize),
    Store(usize, u64),
    Swap(usize, u64),
    CompareExchange(usize, u64, u64),
    Fetch(Fetch, usize, u64),
    FlagLoad,
    FlagStore(bool),
    FlagAnd(bool),
    FlagOr(bool),

    Send(usize),
    TrySend(usize),
    SendTimeout(usize),
    Recv(usize),
    TryRecv(usize),
    RecvTimeout(usize),
    /// Receives until the channel is disconnected.
    Iter(usize),
    /// Receives until there is nothing at the moment.
    TryIter(usize),
    Len(usize),
    IsEmpty(usize),
    IsFull(usize),
    CloneSender(usize),
    CloneReceiver(usize),
    DropSender(usize),
    DropReceiver(usize),

    RecvTimer(usize),
    TryRecvTimer(usize),

    Select {
        arms: Vec<Arm>,
        otherwise: Otherwise,
        biased: bool,
    },

    /// Drops the thread's wait group.
    Done,
    WaitGroup,

    Park,
    ParkTimeout,
    /// A thread knows main, itself and those that were started before it; main knows all.
    Unpark(usize),
    ParkerPark,
    ParkerTimeout,
    ParkerUnpark(usize),

    /// Only main joins, each thread once.
    Join(usize),
    IsFinished(usize),
    Panic,
    /// If the atomic is not 0.
    PanicIf(usize),
    Yield,
    Sleep,

    Count,
    DropCounted,
    TryUnwrap,
    IntoInner,

    CellRead,
    CellWrite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fetch {
    Add,
    Sub,
    Max,
    Min,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arm {
    Send(usize),
    Recv(usize),
    /// Only as the last arm.
    Timer(usize),
    Never,
}

/// What a select does if no arm is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Otherwise {
    Wait,
    Default,
    Timeout,
}

/// How main starts the other threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Start {
    Spawn,
    Scope,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Program {
    pub seed: u64,
    /// Main first.
    pub threads: Vec<Vec<Op>>,
    pub start: Start,
    /// Whether main joins at its end whom it has not joined before.
    pub joins: bool,
    /// Whether condition variables may wake for no reason, once for each thread.
    pub spurious: bool,
    pub capacities: [Option<usize>; TWO],
}

impl Program {
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        self.threads.iter().flatten()
    }

    /// Whether the thread begins with a sender of this channel.
    pub fn sends(&self, thread: usize, channel: usize) -> bool {
        self.threads[thread].iter().any(|op| match op {
            Op::Send(c) | Op::TrySend(c) | Op::SendTimeout(c) => *c == channel,
            Op::CloneSender(c) | Op::DropSender(c) => *c == channel,
            Op::Select { arms, .. } => arms.contains(&Arm::Send(channel)),
            _ => false,
        })
    }

    /// Whether the thread begins with a receiver of this channel.
    pub fn receives(&self, thread: usize, channel: usize) -> bool {
        self.threads[thread].iter().any(|op| match op {
            Op::Recv(c) | Op::TryRecv(c) | Op::RecvTimeout(c) => *c == channel,
            Op::Iter(c) | Op::TryIter(c) | Op::CloneReceiver(c) => *c == channel,
            Op::DropReceiver(c) => *c == channel,
            Op::Select { arms, .. } => arms.contains(&Arm::Recv(channel)),
            _ => false,
        })
    }

    /// Whether the thread begins with a clone of the wait group.
    pub fn in_group(&self, thread: usize) -> bool {
        let ops = &self.threads[thread];
        ops.contains(&Op::Done) || ops.contains(&Op::WaitGroup)
    }

    /// Whether the thread begins with a clone of what is counted.
    pub fn counts(&self, thread: usize) -> bool {
        let counts = |op: &Op| {
            matches!(
                op,
                Op::Count | Op::DropCounted | Op::TryUnwrap | Op::IntoInner
            )
        };
        self.threads[thread].iter().any(counts)
    }

    /// Whether the thread has a parker.
    pub fn has_parker(&self, thread: usize) -> bool {
        let ops = &self.threads[thread];
        ops.contains(&Op::ParkerPark) || ops.contains(&Op::ParkerTimeout)
    }

    /// Whether anybody looks at this timer.
    pub fn uses_timer(&self, timer: usize) -> bool {
        self.threads.iter().any(|ops| looks(ops, timer))
    }

    /// Whether a thread may wait for time to pass.
    pub fn waits_for_time(&self) -> bool {
        self.ops().any(|op| match op {
            Op::TryLockFor(_) | Op::TryReadFor | Op::TryWriteFor => true,
            Op::WaitFor | Op::WaitWhileFor | Op::SendTimeout(_) | Op::RecvTimeout(_) => true,
            Op::ParkTimeout | Op::ParkerTimeout | Op::Sleep => true,
            Op::RecvTimer(_) | Op::TryRecvTimer(_) => true,
            Op::Select {
                arms, otherwise, ..
            } => {
                let timer = |arm: &Arm| matches!(arm, Arm::Timer(_));
                *otherwise == Otherwise::Timeout || arms.iter().any(timer)
            }
            _ => false,
        })
    }

    /// Whether `thread` has a handle of `other`.
    pub fn knows(&self, thread: usize, other: usize) -> bool {
        other < self.threads.len() && (thread == 0 || other <= thread)
    }
}

fn looks(ops: &[Op], timer: usize) -> bool {
    ops.iter().any(|op| match op {
        Op::RecvTimer(t) | Op::TryRecvTimer(t) => *t == timer,
        Op::Select { arms, .. } => arms.contains(&Arm::Timer(timer)),
        _ => false,
    })
}

/// The message that a thread sends with the operation at this place, from this arm.
pub fn message(thread: usize, place: usize, arm: usize) -> u64 {
    (thread * 100 + place * 10 + arm) as u64
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joins = if self.joins { "joins" } else { "does not join" };
        let spurious = if self.spurious { ", spurious" } else { "" };
        writeln!(
            f,
            "seed {}, {:?}, {joins}{spurious}, capacities {:?}",
            self.seed, self.start, self.capacities
        )?;
        for (i, ops) in self.threads.iter().enumerate() {
            let ops: Vec<String> = ops.iter().map(|op| format!("{op:?}")).collect();
            let name = if i == 0 {
                "main".into()
            } else {
                format!("t{i}")
            };
            writeln!(f, "  {name:<4} {}", ops.join("; "))?;
        }
        Ok(())
    }
}
