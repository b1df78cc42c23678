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
            Op::Ends => ends("ends", "end"),
            Op::Panics => ends("panics", "panic: {message}"),
            Op::Join(id) => works("join", "joined {thread}").waits("join {thread}", "until {thread} ends").of(id),
            Op::IsFinished(id) => looks("is finished", "look whether {thread} has ended: {value}").of(id),
            Op::ScopeEnd => works("the others end", "leave the scope"),
            Op::MainReturns => works("returns", "return").waits("return", "until the other threads have ended"),
            Op::Yield => looks("yield", "yield").waits("yield", "until something changes"),
            Op::Sleep => works("sleep", "sleep is over").waits("sleep", GOES_ON),
            Op::Park => works("park", "unparked").waits("park", "until somebody unparks it").helped("unpark it"),
            Op::ParkTimedOut => works("park", "park: time is up"),
            Op::Unpark(Some(id)) => works("unpark", "unpark {thread}").of(id),
            Op::Unpark(None) => works("unpark", "unpark {object}"),
            // Locks.
            Op::Lock => works("lock", "lock {object}").waits("lock {object}", UNLOCKED),
            Op::TryLock { taken: true } => works("try to lock", "try to lock {object}: taken"),
            Op::TryLock { taken: false } => looks("try to lock", "try to lock {object}: it is held"),
            Op::Unlock => works("unlock", "unlock {object}[, now {value}]"),
            Op::Read => works("lock to read", "lock {object} to read").waits("lock {object} to read", UNLOCKED),
            Op::TryRead { taken: true } => works("try to read", "try to lock {object} to read: taken"),
            Op::TryRead { taken: false } => looks("try to read", "try to lock {object} to read: it is held"),
            Op::ReadRecursive => works("lock to read again", "lock {object} to read, recursively").waits("lock {object} to read, recursively", UNLOCKED),
            Op::ReadUpgradable => works("lock to upgrade", "lock {object} to read and upgrade").waits("lock {object} to read and upgrade", UNLOCKED),
            Op::TryReadUpgradable { taken: true } => works("try to upgrade", "try to lock {object} to read and upgrade: taken"),
            Op::TryReadUpgradable { taken: false } => looks("try to upgrade", "try to lock {object} to read and upgrade: it is held"),
            Op::Upgrade => works("upgrade a lock", "upgrade the lock of {object} to write").waits("upgrade the lock of {object} to write", UNLOCKED),
            Op::TryUpgrade { taken: true } => works("upgrade a lock", "try to upgrade the lock of {object} to write: taken"),
            Op::TryUpgrade { taken: false } => looks("upgrade a lock", "try to upgrade the lock of {object} to write: others read"),
            Op::DowngradeLock { upgradable: true } => works("downgrade a lock", "downgrade the lock of {object} to read and upgrade"),
            Op::DowngradeLock { upgradable: false } => works("downgrade a lock", "downgrade the lock of {object} to read"),
            Op::Write => works("lock to write", "lock {object} to write").waits("lock {object} to write", UNLOCKED),
            Op::TryWrite { taken: true } => works("try to write", "try to lock {object} to write: taken"),
            Op::TryWrite { taken: false } => looks("try to write", "try to lock {object} to write: it is held"),
            Op::UnlockRead | Op::UnlockUpgradable | Op::UnlockWrite => works("unlock", "unlock {object}"),
            Op::ForceUnlock => works("force unlock", "unlock {object} by force"),
            Op::LockTimedOut => works("lock in time", "lock {object}: time is up"),
            // Condition variables.
            Op::Wait => works("wait", "wait for {object}").waits("wait for {object}", "until somebody notifies it").helped("notify it"),
            Op::Woken => works("wakes", "woken by {object}"),
            Op::WaitTimedOut => works("wakes", "wait for {object}: time is up"),
            Op::WokenSpuriously => works("wakes", "woken for no reason"),
            Op::NotifyOne { woken: true } => works("notify one", "notify {object}: one wakes"),
            Op::NotifyOne { woken: false } => works("notify one", "notify {object}: nobody waits"),
            Op::NotifyAll { woken: 0 } => works("notify all", "notify {object}: nobody waits"),
            Op::NotifyAll { woken: 1 } => works("notify all", "notify {object}: one wakes"),
            Op::NotifyAll { woken } => works("notify all", "notify {object}: {count} wake").counts(woken),
            // Atomics and plain memory.
            Op::Load => looks("load", "read {value} from {object}[ ({remark})]"),
            Op::Store => works("store", "write {value} to {object}[ ({remark})]"),
            Op::Swap => works("swap", "swap {object}, was {value}[ ({remark})]"),
            Op::CompareExchange { done: true } => works("compare and set", "compare {object} and set it[ ({remark})]"),
            Op::CompareExchange { done: false } => looks("compare and set", "compare {object}: it is {value}[ ({remark})]"),
            Op::Fetch(verb) => works(verb, match verb.as_bytes() {
                b"fetch_add" => "add {value} to {object}[ ({remark})]",
                b"fetch_sub" => "take {value} from {object}[ ({remark})]",
                _ => "{verb} {object} with {value}[ ({remark})]",
            }),
            Op::Fence => works("fence", "fence[ ({remark})]"),
            Op::CellRead => works("read a cell", "read {object}, unguarded"),
            Op::CellWrite => works("write a cell", "write {object}, unguarded"),
            // Channels and timers.
            Op::Send => works("send", "send[ {value}] to {object}").waits("send[ {value}] to {object}", "until somebody receives from it").helped("receive from it"),
            Op::SendDisconnected => works("send", "send to {object}: no receiver is left"),
            Op::TrySendFull => looks("try to send", "try to send to {object}: no room"),
            Op::SendTimedOut => works("send in time", "send to {object}: time is up"),
            Op::Recv => works("receive", "receive[ {value}] from {object}").waits("receive from {object}", "until somebody sends to it or drops its last sender").helped("send to it or drop its last sender"),
            Op::RecvDisconnected => works("receive", "receive from {object}: no sender is left"),
            Op::TryRecvEmpty => looks("try to receive", "try to receive from {object}: it is empty"),
            Op::RecvTimedOut => works("receive in time", "receive from {object}: time is up"),
            Op::Select => works("select", "select").waits("select: {arms}", "until one of them is ready").helped("make one of them ready"),
            Op::SelectDefault => looks("try to select", "select: nothing is ready"),
            Op::SelectTimedOut => works("select", "select: time is up"),
            Op::Len => looks("look", "look at {object}: {value}"),
            Op::Close => works("close", "close {object}"),
            Op::DropSender { last: true } => ends("drop a sender", "drop the last sender of {object}"),
            Op::DropSender { last: false } => ends("drop a sender", "drop a sender of {object}"),
            Op::DropReceiver { last: true } => ends("drop a receiver", "drop the last receiver of {object}"),
            Op::DropReceiver { last: false } => ends("drop a receiver", "drop a receiver of {object}"),
            Op::TimerFires => works("a timer fires", "receive the time from {object}"),
            // Wait groups.
            Op::GroupDone { left: 0 } => ends("done", "done with {object}: the last one"),
            Op::GroupDone { left } => ends("done", "done with {object}: {count} left").counts(left),
            Op::GroupWait => works("wait for the group", "{object} is done").waits("wait for {object}", "until every clone is dropped").helped("drop the last clone"),
            // Barriers.
            Op::BarrierArrive { leads: true } => works("arrive", "arrive at {object}: the last one, and its leader"),
            Op::BarrierArrive { leads: false } => works("arrive", "arrive at {object}"),
            Op::BarrierPass => works("pass", "pass {object}").waits("wait at {object}", "until every thread has arrived").helped("arrive at it"),
            // What is initialized once.
            Op::Init => works("initialize", "begin to initialize {object}").waits("initialize {object}", INITIALIZED),
            Op::InitSet => works("set", "set {object}").waits("set {object}", INITIALIZED),
            Op::InitDone => looks("wait for a value", "find {object} initialized").waits("wait for {object}", "until a thread initializes it"),
            Op::InitPoisoned => looks("initialize", "find {object} poisoned"),
            Op::InitEnds { done: true } => works("initialized", "{object} is initialized"),
            Op::InitEnds { done: false } => works("poison", "the initialization of {object} panics"),
            // Counted references.
            Op::CountedClone => works("clone", "clone {object}"),
            Op::CountedDrop => ends("drop", "drop {object}"),
            Op::CountedTake { taken: true } => works("take", "take the value out of {object}"),
            Op::CountedTake { taken: false } => works("take", "give {object} up: others still have it"),
            Op::CountedKept => looks("take", "keep {object}: others still have it"),
            Op::CountedMut { unique: true } => looks("borrow", "borrow the value of {object}: no other handle is left"),
            Op::CountedMut { unique: false } => looks("borrow", "borrow the value of {object}: others still have it"),
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

const GOES_ON: &str = "until another thread goes on";
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
