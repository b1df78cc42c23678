//! What steps are: one table for all that is said of an operation.
//!
//! To add one is to add a variant and its row; nothing else here needs to know it.

use crate::log::ids::ThreadId;

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
    Note,
}

/// A row of the table.
///
/// In its texts `{object}`, `{value}` and `{note}` are those of the event, `{remark}` is its ordering and its
/// note, `{thread}` and `{count}` are those of the operation, `{verb}` is the label without `fetch_`, `{message}` what the thread
/// panicked with, `{arms}` what a select waits for. What stands in brackets is left out if something
/// in them is not known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// What the explorer's engine calls the step: in graphs, and when it complains.
    pub(crate) label: &'static str,
    /// What it did.
    pub(crate) did: &'static str,
    /// What a thread that waits in it wants to do.
    pub(crate) wish: &'static str,
    /// What would end that wait.
    pub(crate) until: &'static str,
    /// What another thread could do to end it: `notify it`. Empty if no single thread could.
    pub(crate) help: &'static str,
    pub(crate) thread: Option<ThreadId>,
    pub(crate) count: u16,
    effect: Effect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// Other threads may go on because of it.
    Works,
    /// Nothing changes.
    Looks,
    /// Other threads may go on because of it, and little more is to be expected of its own: it may
    /// come after the return of main.
    Ends,
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
            Op::Spawn(id) => works("starts", "start {thread}").of(id),
            Op::Ends => ends("ends", "finish"),
            Op::Panics => ends("panics", "panic: {message}"),
            Op::Join(id) => works("join", "joined {thread}").waits("join {thread}", "until {thread} finishes").of(id),
            Op::IsFinished(id) => looks("is finished", "check whether {thread} has finished: {value}").of(id),
            Op::ScopeEnd => works("the others finish", "leave the scope"),
            Op::MainReturns => works("returns", "return").waits("return", "until the other threads have finished"),
            Op::Yield => looks("yield", "yield").waits("yield", "until something changes"),
            Op::Sleep => works("sleep", "wake up from the sleep").waits("sleep", GOES_ON),
            Op::Park => works("park", "unparked").waits("park", "until another thread unparks it").helped("unpark it"),
            Op::ParkTimedOut => works("park", "park: timed out"),
            Op::Unpark(Some(id)) => works("unpark", "unpark {thread}").of(id),
            Op::Unpark(None) => works("unpark", "unpark {object}"),
            // Locks.
            Op::Lock => works("lock", "lock {object}").waits("lock {object}", UNLOCKED),
            Op::TryLock { taken: true } => works("try to lock", "try to lock {object}: acquired"),
            Op::TryLock { taken: false } => looks("try to lock", "try to lock {object}: already locked"),
            Op::Unlock => works("unlock", "unlock {object}[, now {value}]"),
            Op::Read => works("lock to read", "lock {object} for reading").waits("lock {object} for reading", UNLOCKED),
            Op::TryRead { taken: true } => works("try to read", "try to lock {object} for reading: acquired"),
            Op::TryRead { taken: false } => looks("try to read", "try to lock {object} for reading: already locked"),
            Op::ReadRecursive => works("lock to read again", "lock {object} for reading, recursively").waits("lock {object} for reading, recursively", UNLOCKED),
            Op::ReadUpgradable => works("lock to upgrade", "lock {object} for upgradable reading").waits("lock {object} for upgradable reading", UNLOCKED),
            Op::TryReadUpgradable { taken: true } => works("try to upgrade", "try to lock {object} for upgradable reading: acquired"),
            Op::TryReadUpgradable { taken: false } => looks("try to upgrade", "try to lock {object} for upgradable reading: already locked"),
            Op::Upgrade => works("upgrade a lock", "upgrade the lock on {object} to writing").waits("upgrade the lock on {object} to writing", UNLOCKED),
            Op::TryUpgrade { taken: true } => works("upgrade a lock", "try to upgrade the lock on {object} to writing: acquired"),
            Op::TryUpgrade { taken: false } => looks("upgrade a lock", "try to upgrade the lock on {object} to writing: other readers hold it"),
            Op::DowngradeLock { upgradable: true } => works("downgrade a lock", "downgrade the lock on {object} to upgradable reading"),
            Op::DowngradeLock { upgradable: false } => works("downgrade a lock", "downgrade the lock on {object} to reading"),
            Op::Write => works("lock to write", "lock {object} for writing").waits("lock {object} for writing", UNLOCKED),
            Op::TryWrite { taken: true } => works("try to write", "try to lock {object} for writing: acquired"),
            Op::TryWrite { taken: false } => looks("try to write", "try to lock {object} for writing: already locked"),
            Op::UnlockRead | Op::UnlockUpgradable | Op::UnlockWrite => works("unlock", "unlock {object}"),
            Op::ForceUnlock => works("force unlock", "force-unlock {object}"),
            Op::LockTimedOut => works("lock in time", "lock {object}: timed out"),
            // Condition variables.
            Op::Wait => works("wait", "wait on {object}").waits("wait on {object}", "until another thread notifies it").helped("notify it"),
            Op::Woken => works("wakes", "notified by {object}"),
            Op::WaitTimedOut => works("wakes", "wait on {object}: timed out"),
            Op::WokenSpuriously => works("wakes", "wake up spuriously"),
            Op::NotifyOne { woken: true } => works("notify one", "notify {object}: one thread wakes"),
            Op::NotifyOne { woken: false } => works("notify one", "notify {object}: no thread is waiting"),
            Op::NotifyAll { woken: 0 } => works("notify all", "notify {object}: no thread is waiting"),
            Op::NotifyAll { woken: 1 } => works("notify all", "notify {object}: one thread wakes"),
            Op::NotifyAll { woken } => works("notify all", "notify {object}: {count} threads wake").counts(woken),
            // Atomics and plain memory.
            Op::Load => looks("load", "read {value} from {object}[ ({remark})]"),
            Op::Store => works("store", "write {value} to {object}[ ({remark})]"),
            Op::Swap => works("swap", "swap {object}, which was {value}[ ({remark})]"),
            Op::CompareExchange { done: true } => works("compare and set", "compare-exchange {object}: succeeds[ ({remark})]"),
            Op::CompareExchange { done: false } => looks("compare and set", "compare-exchange {object}: fails, it is {value}[ ({remark})]"),
            Op::Fetch(verb) => works(verb, match verb.as_bytes() {
                b"fetch_add" => "add {value} to {object}[ ({remark})]",
                b"fetch_sub" => "subtract {value} from {object}[ ({remark})]",
                _ => "{verb} {object} with {value}[ ({remark})]",
            }),
            Op::Fence => works("fence", "fence[ ({remark})]"),
            Op::CellRead => works("read a cell", "read {object} (plain memory)"),
            Op::CellWrite => works("write a cell", "write {object} (plain memory)"),
            // Channels and timers.
            Op::Send => works("send", "send[ {value}] to {object}").waits("send[ {value}] to {object}", "until another thread receives from it").helped("receive from it"),
            Op::SendDisconnected => works("send", "send to {object}: no receiver is left"),
            Op::TrySendFull => looks("try to send", "try to send to {object}: no free slot"),
            Op::SendTimedOut => works("send in time", "send to {object}: timed out"),
            Op::Recv => works("receive", "receive[ {value}] from {object}").waits("receive from {object}", "until another thread sends to it or drops its last sender").helped("send to it or drop its last sender"),
            Op::RecvDisconnected => works("receive", "receive from {object}: no sender is left"),
            Op::TryRecvEmpty => looks("try to receive", "try to receive from {object}: it is empty"),
            Op::RecvTimedOut => works("receive in time", "receive from {object}: timed out"),
            Op::Select => works("select", "select").waits("select: {arms}", "until one of them is ready").helped("make one of them ready"),
            Op::SelectDefault => looks("try to select", "select: nothing is ready"),
            Op::SelectTimedOut => works("select", "select: timed out"),
            Op::Len => looks("check", "check {object}: {value}"),
            Op::Close => works("close", "close {object}"),
            Op::DropSender { last: true } => ends("drop a sender", "drop the last sender of {object}"),
            Op::DropSender { last: false } => ends("drop a sender", "drop a sender of {object}"),
            Op::DropReceiver { last: true } => ends("drop a receiver", "drop the last receiver of {object}"),
            Op::DropReceiver { last: false } => ends("drop a receiver", "drop a receiver of {object}"),
            Op::TimerFires => works("a timer fires", "receive from {object}: the timer fired"),
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
            // What a model says itself.
            Op::Note => looks("note", "{note}"),
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

const GOES_ON: &str = "until another thread continues";
const INITIALIZED: &str = "until its initialization ends";
const UNLOCKED: &str = "until it is unlocked";

const fn row(effect: Effect, label: &'static str, did: &'static str) -> Row {
    Row {
        label,
        did,
        wish: "use {object}",
        until: GOES_ON,
        help: "",
        thread: None,
        count: 0,
        effect,
    }
}

const fn works(label: &'static str, did: &'static str) -> Row {
    row(Effect::Works, label, did)
}

const fn looks(label: &'static str, did: &'static str) -> Row {
    row(Effect::Looks, label, did)
}

const fn ends(label: &'static str, did: &'static str) -> Row {
    row(Effect::Ends, label, did)
}

impl Row {
    /// A thread may have to wait in it.
    const fn waits(mut self, wish: &'static str, until: &'static str) -> Row {
        self.wish = wish;
        self.until = until;
        self
    }

    const fn helped(mut self, help: &'static str) -> Row {
        self.help = help;
        self
    }

    const fn of(mut self, thread: ThreadId) -> Row {
        self.thread = Some(thread);
        self
    }

    const fn counts(mut self, count: u16) -> Row {
        self.count = count;
        self
    }
}
