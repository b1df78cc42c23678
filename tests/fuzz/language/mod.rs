//! A small language of concurrent programs: every operation of the twins, on a few shared objects.
//!
//! All operations are total: what a thread cannot do (unlock what it does not hold, send after it
//! dropped its last sender, join twice) is skipped. So any operation can be removed from a program.

mod program;

pub use program::{Program, Start, message};

/// Mutexes, reader-writer locks, atomics and channels: two of each.
pub const TWO: usize = 2;

/// The reader-writer lock whose readers go in before a writer that waits; the other one is 0.
pub const RECURSIVE: usize = 1;

/// Besides the two channels: std's, which has one receiver.
pub const MPSC: usize = 2;
/// Besides these: Go's, which only the checkers have.
pub const GO: usize = 3;
/// All kinds of channels.
pub const CHANNELS: usize = 4;

/// The timer that delivers once; the other one, 1, delivers again and again.
pub const AFTER: usize = 0;

/// One step or a few of a thread. Numbers say which lock, channel, atomic, timer or thread.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    Lock(usize),
    TryLock(usize),
    TryLockFor(usize),
    IsLocked(usize),
    Unlock(usize),
    /// Forgets its guard of this mutex.
    Forget(usize),
    /// Releases it for the guard that the thread forgot last.
    ForceUnlock(usize),

    Read(usize),
    TryRead(usize),
    TryReadFor(usize),
    Upgradable(usize),
    TryUpgradable(usize),
    Write(usize),
    TryWrite(usize),
    TryWriteFor(usize),
    /// The guard of this lock that was taken last becomes another one. So for those that follow.
    Upgrade(usize),
    TryUpgrade(usize),
    Downgrade(usize),
    DowngradeToUpgradable(usize),
    Release(usize),
    /// Not if it is upgradable.
    ForgetRw(usize),
    /// Releases it for the guard that the thread forgot last.
    ForceRw(usize),
    IsHeld(usize),
    IsWritten(usize),

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
    /// Adds, unless the atomic holds this.
    FetchUpdate(usize, u64),
    FlagLoad,
    FlagStore(bool),
    FlagAnd(bool),
    FlagOr(bool),
    FlagXor(bool),
    FlagNand(bool),
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
    /// Go's channel.
    Close,
    /// A nil channel of Go.
    SendNil,
    RecvNil,
    CloseNil,

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
    GetMut,
    MakeWeak,
    UpgradeWeak,
    DropWeak,
    CountWeak,

    /// An initialization adds to the first atomic.
    CallOnce,
    CallOnceForce,
    /// Its initialization panics.
    PanicOnce,
    IsOnceDone,
    WaitOnce,
    WaitOnceForce,
    SetCell(u64),
    GetCell,
    InitCell,
    /// Its initialization panics.
    PanicCell,
    WaitCell,

    CellRead,
    CellWrite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fetch {
    Add,
    Sub,
    Max,
    Min,
    And,
    Nand,
    Or,
    Xor,
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
