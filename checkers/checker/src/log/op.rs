//! What steps are: one table for all that is said of an operation.
//!
//! To add one is to add a variant and its row; nothing else here needs to know it.

mod row;

use crate::log::ids::ThreadId;
use recording::StepKind as Kind;
use row::{Effect, GOES_ON, INITIALIZED, UNLOCKED, ends, looks, works};

pub(crate) use row::Row;

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    Spawn(ThreadId),
    Ends,
    Panics,
    Join(ThreadId),
    IsFinished(ThreadId),
    ScopeEnd,
    MainReturns,
    Lock,
    TryLock { taken: bool },
    Unlock,
    Read,
    ReadRecursive,
    TryRead { taken: bool },
    ReadUpgradable,
    TryReadUpgradable { taken: bool },
    Upgrade,
    TryUpgrade { taken: bool },
    DowngradeLock { upgradable: bool },
    Write,
    TryWrite { taken: bool },
    UnlockRead,
    UnlockUpgradable,
    UnlockWrite,
    ForceUnlock,
    LockTimedOut,
    Wait,
    Woken,
    WaitTimedOut,
    WokenSpuriously,
    NotifyOne { woken: bool },
    NotifyAll { woken: u16 },
    Load,
    Store,
    Swap,
    CompareExchange { done: bool },
    Fetch(&'static str),
    Fence,
    CellRead,
    CellWrite,
    Send,
    SendDisconnected,
    TrySendFull,
    SendTimedOut,
    Recv,
    RecvDisconnected,
    TryRecvEmpty,
    RecvTimedOut,
    Select,
    SelectDefault,
    SelectTimedOut,
    Len,
    Close,
    DropSender { last: bool },
    DropReceiver { last: bool },
    TimerFires,
    GroupDone { left: u16 },
    GroupWait,
    BarrierArrive { leads: bool },
    BarrierPass,
    Init,
    InitSet,
    InitDone,
    InitPoisoned,
    InitEnds { done: bool },
    Park,
    ParkTimedOut,
    Unpark(Option<ThreadId>),
    Yield,
    Sleep,
    CountedClone,
    CountedDrop,
    CountedTake { taken: bool },
    CountedKept,
    CountedMut { unique: bool },
    CountedUpgrade { done: bool },
    Downgrade,
    WeakDrop,
    Await,
    Polled,
    ShutDown,
    Abort(ThreadId),
    DroppedAt,
    TimeIsUp,
    Acquire { permits: u16 },
    TryAcquire { taken: bool },
    Release { permits: u16 },
    HandOver(ThreadId),
    Queue,
    GiveBack { permits: u16 },
    Reserve,
    LostMessage,
    AwaitClosed,
    SenderUpgrade { done: bool },
    Subscribe,
    Lagged { missed: u16 },
    Borrow,
    AwaitChange,
    Offer,
    AwaitReceiver,
    ReadBytes { bytes: u16 },
    WriteBytes { bytes: u16 },
    BrokenPipe,
    Note,
}

impl Op {
    /// A thread wanted to take the value out of a counted handle, and gives the handle up in any case or not.
    pub(crate) const fn counted_take(taken: bool, give_up: bool) -> Op {
        match taken || give_up {
            true => Op::CountedTake { taken },
            false => Op::CountedKept,
        }
    }

    /// All that is said of the operation.
    #[rustfmt::skip]
    pub(crate) const fn row(self) -> Row {
        match self {
            // Threads.
            Op::Spawn(id) => works("starts", "{thread}").kind(Kind::Start).of(id),
            Op::Ends => ends("ends", "").kind(Kind::Finish),
            Op::Panics => ends("panics", "{message}").kind(Kind::Panic),
            Op::Join(id) => works("join", "{thread}").kind(Kind::Joined).waits_in(Kind::Join, "{thread}", "until {thread} finishes").of(id),
            Op::IsFinished(id) => looks("is finished", "check whether {thread} has finished: {value}").of(id),
            Op::ScopeEnd => works("the others finish", "").kind(Kind::LeaveScope),
            Op::MainReturns => works("returns", "").kind(Kind::Return).waits_in(Kind::Return, "", "until the other threads have finished"),
            Op::Yield => looks("yield", "").kind(Kind::Yield).waits_in(Kind::Yield, "", "until something changes"),
            Op::Sleep => works("sleep", "wake up from the sleep").waits_in(Kind::Sleep, "", GOES_ON),
            Op::Park => works("park", "unparked").waits_in(Kind::Park, "", "until another thread unparks it").helped("unpark it"),
            Op::ParkTimedOut => works("park", "park").kind(Kind::TimedOut),
            Op::Unpark(Some(id)) => works("unpark", "unpark {thread}").of(id),
            Op::Unpark(None) => works("unpark", "unpark {object}"),
            // Locks.
            Op::Lock => works("lock", "{object}").kind(Kind::Lock).waits_in(Kind::Lock, "{object}", UNLOCKED),
            Op::TryLock { taken: true } => works("try to lock", "try to lock {object}: acquired"),
            Op::TryLock { taken: false } => looks("try to lock", "try to lock {object}: already locked"),
            Op::Unlock => works("unlock", "{object}[, now {value}]").kind(Kind::Unlock),
            Op::Read => works("lock to read", "{object} for reading").kind(Kind::Lock).waits_in(Kind::Lock, "{object} for reading", UNLOCKED),
            Op::TryRead { taken: true } => works("try to read", "try to lock {object} for reading: acquired"),
            Op::TryRead { taken: false } => looks("try to read", "try to lock {object} for reading: already locked"),
            Op::ReadRecursive => works("lock to read again", "{object} for reading, recursively").kind(Kind::Lock).waits_in(Kind::Lock, "{object} for reading, recursively", UNLOCKED),
            Op::ReadUpgradable => works("lock to upgrade", "{object} for upgradable reading").kind(Kind::Lock).waits_in(Kind::Lock, "{object} for upgradable reading", UNLOCKED),
            Op::TryReadUpgradable { taken: true } => works("try to upgrade", "try to lock {object} for upgradable reading: acquired"),
            Op::TryReadUpgradable { taken: false } => looks("try to upgrade", "try to lock {object} for upgradable reading: already locked"),
            Op::Upgrade => works("upgrade a lock", "upgrade the lock on {object} to writing").waits("upgrade the lock on {object} to writing", UNLOCKED),
            Op::TryUpgrade { taken: true } => works("upgrade a lock", "try to upgrade the lock on {object} to writing: acquired"),
            Op::TryUpgrade { taken: false } => looks("upgrade a lock", "try to upgrade the lock on {object} to writing: other readers hold it"),
            Op::DowngradeLock { upgradable: true } => works("downgrade a lock", "downgrade the lock on {object} to upgradable reading"),
            Op::DowngradeLock { upgradable: false } => works("downgrade a lock", "downgrade the lock on {object} to reading"),
            Op::Write => works("lock to write", "{object} for writing").kind(Kind::Lock).waits_in(Kind::Lock, "{object} for writing", UNLOCKED),
            Op::TryWrite { taken: true } => works("try to write", "try to lock {object} for writing: acquired"),
            Op::TryWrite { taken: false } => looks("try to write", "try to lock {object} for writing: already locked"),
            Op::UnlockRead | Op::UnlockUpgradable | Op::UnlockWrite => works("unlock", "{object}").kind(Kind::Unlock),
            Op::ForceUnlock => works("force unlock", "force-unlock {object}"),
            Op::LockTimedOut => works("lock in time", "lock {object}").kind(Kind::TimedOut),
            // Condition variables.
            Op::Wait => works("wait", "{object}").kind(Kind::Wait).waits_in(Kind::Wait, "{object}", "until another thread notifies it").helped("notify it"),
            Op::Woken => works("wakes", "notified by {object}"),
            Op::WaitTimedOut => works("wakes", "wait on {object}").kind(Kind::TimedOut),
            Op::WokenSpuriously => works("wakes", "").kind(Kind::SpuriousWakeup),
            Op::NotifyOne { woken: true } => works("notify one", "{object}: one thread wakes").kind(Kind::Notify),
            Op::NotifyOne { woken: false } => works("notify one", "{object}").kind(Kind::NotifyInVain),
            Op::NotifyAll { woken: 0 } => works("notify all", "{object}").kind(Kind::NotifyInVain),
            Op::NotifyAll { woken: 1 } => works("notify all", "{object}: one thread wakes").kind(Kind::Notify),
            Op::NotifyAll { woken } => works("notify all", "{object}: {count} threads wake").kind(Kind::Notify).counts(woken),
            // Atomics and plain memory.
            Op::Load => looks("load", "{value} from {object}[ ({remark})]").kind(Kind::Load),
            Op::Store => works("store", "{value} to {object}[ ({remark})]").kind(Kind::Store),
            Op::Swap => works("swap", "swap {object}, which was {value}[ ({remark})]"),
            Op::CompareExchange { done: true } => works("compare and set", "compare-exchange {object}: succeeds[ ({remark})]"),
            Op::CompareExchange { done: false } => looks("compare and set", "compare-exchange {object}: fails, it is {value}[ ({remark})]"),
            Op::Fetch(verb) => works(verb, match verb.as_bytes() {
                b"fetch_add" => "add {value} to {object}[ ({remark})]",
                b"fetch_sub" => "subtract {value} from {object}[ ({remark})]",
                _ => "{verb} {object} with {value}[ ({remark})]",
            }),
            Op::Fence => works("fence", "fence[ ({remark})]"),
            Op::CellRead => works("read a cell", "read {object}").kind(Kind::Plain),
            Op::CellWrite => works("write a cell", "write {object}").kind(Kind::Plain),
            // Channels and timers.
            Op::Send => works("send", "send[ {value}] to {object}").waits("send[ {value}] to {object}", "until another thread receives from it").helped("receive from it"),
            Op::SendDisconnected => works("send", "{object}").kind(Kind::NoReceiver),
            Op::TrySendFull => looks("try to send", "{object}").kind(Kind::NoSlot),
            Op::SendTimedOut => works("send in time", "send to {object}").kind(Kind::TimedOut),
            Op::Recv => works("receive", "[{value} ]from {object}").kind(Kind::Receive).waits_in(Kind::Receive, "from {object}", "until another thread sends to it or drops its last sender").helped("send to it or drop its last sender"),
            Op::RecvDisconnected => works("receive", "{object}").kind(Kind::NoSender),
            Op::TryRecvEmpty => looks("try to receive", "try to receive from {object}: it is empty"),
            Op::RecvTimedOut => works("receive in time", "receive from {object}").kind(Kind::TimedOut),
            Op::Select => works("select", "select").waits_in(Kind::Select, "{arms}", "until one of them is ready").helped("make one of them ready"),
            Op::SelectDefault => looks("try to select", "select: nothing is ready"),
            Op::SelectTimedOut => works("select", "select").kind(Kind::TimedOut),
            Op::Len => looks("check", "check {object}: {value}"),
            Op::Close => works("close", "close {object}"),
            Op::DropSender { last: true } => ends("drop a sender", "{object}").kind(Kind::LastSender),
            Op::DropSender { last: false } => ends("drop a sender", "drop a sender of {object}"),
            Op::DropReceiver { last: true } => ends("drop a receiver", "drop the last receiver of {object}"),
            Op::DropReceiver { last: false } => ends("drop a receiver", "drop a receiver of {object}"),
            Op::TimerFires => works("a timer fires", "from {object}: the timer fired").kind(Kind::Receive),
            // Wait groups.
            Op::GroupDone { left: 0 } => ends("done", "done with {object}: none left"),
            Op::GroupDone { left } => ends("done", "done with {object}: {count} left").counts(left),
            Op::GroupWait => works("wait for the group", "wait for {object}: done").waits("wait for {object}", "until every clone is dropped").helped("drop the last clone"),
            // Barriers.
            Op::BarrierArrive { leads: true } => works("arrive", "arrive at {object} last, as its leader"),
            Op::BarrierArrive { leads: false } => works("arrive", "arrive at {object}"),
            Op::BarrierPass => works("pass", "pass {object}").waits("wait at {object}", "until every thread has arrived").helped("arrive at it"),
            // What is initialized once.
            Op::Init => works("initialize", "start to initialize {object}").waits("initialize {object}", INITIALIZED),
            Op::InitSet => works("set", "set {object}").waits("set {object}", INITIALIZED),
            Op::InitDone => looks("wait for a value", "find {object} initialized").waits("wait for {object}", "until a thread initializes it"),
            Op::InitPoisoned => looks("initialize", "find {object} poisoned"),
            Op::InitEnds { done: true } => works("initialized", "{object} is initialized"),
            Op::InitEnds { done: false } => works("poison", "the initialization of {object} panics"),
            // Counted references.
            Op::CountedClone => works("clone", "clone {object}"),
            Op::CountedDrop => ends("drop", "drop {object}"),
            Op::CountedTake { taken: true } => works("take", "take the value out of {object}"),
            Op::CountedTake { taken: false } => works("take", "give up {object}: other handles are left"),
            Op::CountedKept => looks("take", "keep {object}: other handles are left"),
            Op::CountedMut { unique: true } => looks("borrow", "borrow the value of {object}: no other handle is left"),
            Op::CountedMut { unique: false } => looks("borrow", "borrow the value of {object}: other handles are left"),
            Op::CountedUpgrade { done: true } => works("upgrade", "upgrade a weak handle of {object}"),
            Op::CountedUpgrade { done: false } => looks("upgrade", "upgrade a weak handle of {object}: the value is gone"),
            Op::Downgrade => works("downgrade", "make a weak handle of {object}"),
            Op::WeakDrop => ends("drop a weak handle", "drop a weak handle of {object}"),
            // Tasks.
            Op::Await => works("await", "await {arms}").waits("await[ {arms}]", "until one of them is ready"),
            Op::Polled => looks("poll", "is polled").waits("be polled", "until the runtime's thread is free"),
            Op::ShutDown => works("shut down", "drop the runtime, and the tasks that are left").waits("drop the runtime", "until its tasks have been dropped"),
            Op::Abort(id) => works("abort", "abort {thread}").of(id),
            Op::DroppedAt => works("dropped", "dropped at this await"),
            Op::TimeIsUp => works("time is up", "timed out"),
            Op::Acquire { permits: 1 } => works("acquire", "acquire a permit of {object}").waits("acquire a permit of {object}", "until a permit is released").helped("release a permit"),
            Op::Acquire { permits } => works("acquire", "acquire {count} permits of {object}").waits("acquire {count} permits of {object}", "until enough permits are released").helped("release permits").counts(permits),
            Op::TryAcquire { taken: true } => works("try to acquire", "try to acquire a permit of {object}: acquired"),
            Op::TryAcquire { taken: false } => looks("try to acquire", "try to acquire a permit of {object}: none is left"),
            Op::Release { permits: 1 } => works("release", "release a permit of {object}"),
            Op::Release { permits } => works("release", "release {count} permits of {object}").counts(permits),
            Op::HandOver(id) => works("hand over", "hand {object} over to the future of {thread}[ at {note}]").of(id),
            Op::Queue => works("queue", "poll a future: it queues for {object}"),
            Op::GiveBack { permits: 0 } => works("give up", "stop waiting for {object}: the future is dropped"),
            Op::GiveBack { permits } => works("give back", "give back {count} that {object} had handed over: the future is dropped").counts(permits),
            Op::Reserve => works("reserve", "reserve a slot of {object}").waits("reserve a slot of {object}", "until a slot is free").helped("free a slot"),
            Op::LostMessage => works("lost", "the message[ {value}] for {object} is dropped with its send"),
            Op::AwaitClosed => looks("wait until closed", "find {object} closed").waits("wait until {object} is closed", "until the receiver closes it or is dropped").helped("drop the receiver"),
            Op::SenderUpgrade { done: true } => works("upgrade", "make another sender of {object}"),
            Op::SenderUpgrade { done: false } => looks("upgrade", "try to make another sender of {object}: none is left"),
            Op::Subscribe => works("subscribe", "subscribe to {object}"),
            Op::Lagged { missed: 1 } => works("receive", "receive from {object}: a message was missed"),
            Op::Lagged { missed } => works("receive", "receive from {object}: {count} messages were missed").counts(missed),
            Op::Borrow => looks("borrow", "borrow[ {value}] from {object}"),
            Op::AwaitChange => works("wait for a change", "find a new value in {object}").waits("wait for a change of {object}", "until another thread sends to it or drops its last sender").helped("send to it or drop its last sender"),
            Op::Offer => works("offer", "offer[ {value}] to {object}"),
            Op::AwaitReceiver => works("send", "sent to {object}").waits("send to {object}", "until the receiver has the message or is dropped").helped("receive from it"),
            Op::ReadBytes { bytes: 0 } => works("read", "read the end of {object}").waits("read from {object}", "until another task writes to it or closes it").helped("write to it"),
            Op::ReadBytes { bytes: 1 } => works("read", "read 1 byte from {object}"),
            Op::ReadBytes { bytes } => works("read", "read {count} bytes from {object}").counts(bytes),
            Op::WriteBytes { bytes: 0 } => works("write", "write nothing to {object}").waits("write to {object}", "until another task reads from it").helped("read from it"),
            Op::WriteBytes { bytes: 1 } => works("write", "write 1 byte to {object}"),
            Op::WriteBytes { bytes } => works("write", "write {count} bytes to {object}").counts(bytes),
            Op::BrokenPipe => looks("write", "write to {object}: it is closed"),
            // What a model says itself.
            Op::Note => looks("note", "{note}").kind(Kind::Note),
        }
    }

    /// Whether other threads may go on because of it. A timer fires when nothing does.
    pub(crate) fn is_progress(self) -> bool {
        self.row().effect != Effect::Looks
    }

    /// Whether it ends a wait because time is up.
    pub(crate) fn is_end_of_wait(self) -> bool {
        matches!(
            self,
            Op::Sleep | Op::ParkTimedOut | Op::WaitTimedOut | Op::RecvTimedOut | Op::SendTimedOut
        )
    }

    /// Whether a thread may do it after main returned and still count as finished.
    pub(crate) fn is_ending(self) -> bool {
        self.row().effect == Effect::Ends
    }
}
