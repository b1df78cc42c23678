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

    /// Each mutex has a condition variable. A wait takes the lock first unless the thread has it, and
    /// gives it back if it took it; other locks it keeps.
    Wait(usize),
    WaitFor(usize),
    /// While the value under the lock is 0.
    WaitWhile(usize),
    WaitWhileFor(usize),
    NotifyOne(usize),
    NotifyAll(usize),

    Load(usize),
    Store(usize, u64),
    Swap(usize, u64),
    CompareExchange(usize, u64, u64),
    /// May fail for no reason.
    CompareExchangeWeak(usize, u64, u64),
    Fetch(Fetch, usize, u64),
    FlagLoad,
    FlagStore(bool),
    FlagAnd(bool),
    FlagOr(bool),
    Fence,

    Send(usize),
    TrySend(usize),
    SendTimeout(usize),
    /// On channel 0, a message that holds a sender of channel 1; who receives it keeps that.
    SendSender,
    /// A message that holds what is counted.
    SendCounted(usize),
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
    LenTimer(usize),

    Select {
        arms: Vec<Arm>,
        otherwise: Otherwise,
        biased: bool,
    },

    /// Tries so often, with a pause after each failure.
    Retry {
        attempt: Attempt,
        pause: Pause,
        times: usize,
    },

    /// Drops the thread's wait group.
    Done,
    WaitGroup,
    /// Arrives at the barrier, which is for two.
    Meet,

    Park,
    ParkTimeout,
    /// A thread knows itself, those that it started, and whom its parent knew when it started it.
    Unpark(usize),
    ParkerPark,
    ParkerTimeout,
    ParkerUnpark(usize),

    /// Who started a thread joins it, once.
    Join(usize),
    IsFinished(usize),
    Panic,
    /// If the atomic is not 0.
    PanicIf(usize),
    Yield,
    /// A spin and a snooze.
    Backoff,
    Sleep,
    /// Looks at the clock, and does not tell: after that a deadline may be over.
    Now,

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

/// What a bounded loop tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    Lock(usize),
    /// Both end the loop too if the channel is disconnected.
    Send(usize),
    Recv(usize),
    /// Succeeds if the atomic is not 0.
    IsSet(usize),
    /// Makes the atomic 1 if it is 0.
    Claim(usize),
}

/// What it does between two tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pause {
    None,
    Yield,
    Snooze,
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
    /// Whether condition variables may wake for no reason, once for each thread.
    pub spurious: bool,
    pub capacities: [Option<usize>; TWO],
}

impl Program {
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        self.threads.iter().flatten()
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
