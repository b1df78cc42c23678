//! Who holds which lock at the end of a log, or initializes what, and who was notified and needs the lock again.
//!
//! Read from the log's events, so that both checkers and every kind of lock tell the same.

use crate::log::event::{Event, Op};
use crate::log::{Log, ObjectId, ThreadId};

/// A thread that holds a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Held {
    object: ObjectId,
    thread: ThreadId,
    how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Reads,
    /// It was handed to one of its futures, which has not seen it yet.
    IsHanded,
    /// It reads, and keeps out others that do so, and writers.
    MayUpgrade,
    Writes,
}

/// The table.
#[derive(Debug, Default)]
pub(crate) struct Holders {
    /// In the order in which they were taken. Who reads twice is here twice.
    held: Vec<Held>,
    /// The threads that wait at a condition variable, in order, with the lock that each released.
    waiting: Vec<(ObjectId, ThreadId, Option<ObjectId>)>,
    /// Those that were notified since.
    notified: Vec<(ThreadId, Option<ObjectId>)>,
    /// The lock that a thread released last.
    released: Vec<(ThreadId, ObjectId)>,
}

/// What an operation does to the holders of its object.
enum Change {
    Takes(How),
    /// What the thread may write under is held so from now on.
    Becomes(How),
    Frees(How),
    /// The thread that waited longest is handed it.
    Hands(ThreadId),
    /// A future sees what it was handed, or gives it back.
    Returns,
    /// The threads that hold it.
    Forces,
    None,
}

fn change(op: Op) -> Change {
    match op {
        Op::Read | Op::ReadRecursive | Op::TryRead { taken: true } => Change::Takes(How::Reads),
        Op::ReadUpgradable | Op::TryReadUpgradable { taken: true } => {
            Change::Takes(How::MayUpgrade)
        }
        Op::Lock | Op::TryLock { taken: true } => Change::Takes(How::Writes),
        Op::Write | Op::TryWrite { taken: true } => Change::Takes(How::Writes),
        Op::Init => Change::Takes(How::Writes),
        Op::Upgrade | Op::TryUpgrade { taken: true } => Change::Becomes(How::Writes),
        Op::DowngradeLock { upgradable: true } => Change::Becomes(How::MayUpgrade),
        Op::DowngradeLock { upgradable: false } => Change::Becomes(How::Reads),
        Op::InitEnds { .. } | Op::Unlock | Op::UnlockWrite => Change::Frees(How::Writes),
        Op::UnlockUpgradable => Change::Frees(How::MayUpgrade),
        Op::UnlockRead => Change::Frees(How::Reads),
        Op::ForceUnlock => Change::Forces,
        Op::HandOver(thread) => Change::Hands(thread),
        Op::GiveBack { permits: 1.. } => Change::Returns,
        Op::Acquire { .. } | Op::Reserve | Op::Send => Change::Returns,
        _ => Change::None,
    }
}

impl Holders {
    /// After the last event of the log.
    pub(crate) fn of(log: &Log) -> Self {
        let mut holders = Holders::default();
        for event in &log.events {
            holders.see(event);
        }
        holders
    }

    fn see(&mut self, event: &Event) {
        let Some(object) = event.object else { return };
        let thread = event.thread;
        match event.op {
            Op::Wait if event.blocks => self.begins_to_wait(object, thread),
            Op::Woken | Op::WaitTimedOut | Op::WokenSpuriously => self.wakes(thread),
            Op::NotifyOne { woken: true } => self.notifies(object, 1),
            Op::NotifyAll { .. } => self.notifies(object, usize::MAX),
            // It has given up to read, and keeps others out as one that waits to write.
            Op::Upgrade if event.blocks => drop(self.takes_from(object, thread, How::MayUpgrade)),
            _ if event.blocks => {}
            op => match change(op) {
                Change::Takes(how) => {
                    self.takes_from(object, thread, How::IsHanded);
                    self.takes(object, thread, how);
                }
                Change::Hands(to) => self.takes(object, to, How::IsHanded),
                Change::Returns => drop(self.takes_from(object, thread, How::IsHanded)),
                Change::Becomes(how) => {
                    let mut before = [How::Writes, How::MayUpgrade].into_iter();
                    before.find(|before| self.takes_from(object, thread, *before));
                    self.takes(object, thread, how);
                }
                Change::Frees(how) => {
                    self.takes_from(object, thread, how);
                    self.has_released(object, thread);
                }
                Change::Forces => {
                    let mine = |held: &Held| held.object == object && held.thread == thread;
                    let of_object = |held: &Held| held.object == object;
                    let at = self.held.iter().rposition(mine);
                    let at = at.or_else(|| self.held.iter().rposition(of_object));
                    at.map(|at| self.held.remove(at));
                }
                Change::None => {}
            },
        }
    }

    fn takes(&mut self, object: ObjectId, thread: ThreadId, how: How) {
        self.held.push(Held {
            object,
            thread,
            how,
        });
    }

    /// Whether it was held so.
    fn takes_from(&mut self, object: ObjectId, thread: ThreadId, how: How) -> bool {
        let held = Held {
            object,
            thread,
            how,
        };
        let at = self.held.iter().rposition(|other| *other == held);
        at.map(|at| self.held.remove(at)).is_some()
    }

    fn has_released(&mut self, object: ObjectId, thread: ThreadId) {
        self.released.retain(|(other, _)| *other != thread);
        self.released.push((thread, object));
    }

    fn begins_to_wait(&mut self, object: ObjectId, thread: ThreadId) {
        let released = self.released.iter().find(|(other, _)| *other == thread);
        let lock = released.map(|(_, lock)| *lock);
        self.waiting.push((object, thread, lock));
    }

    fn notifies(&mut self, object: ObjectId, most: usize) {
        let mut left = most;
        let notified = &mut self.notified;
        self.waiting.retain(|(other, thread, lock)| {
            let wakes = *other == object && left > 0;
            if wakes {
                left -= 1;
                notified.push((*thread, *lock));
            }
            !wakes
        });
    }

    fn wakes(&mut self, thread: ThreadId) {
        self.waiting.retain(|(_, other, _)| *other != thread);
        self.notified.retain(|(other, _)| *other != thread);
    }

    /// The threads that hold a lock, each once.
    pub(crate) fn holding(&self, object: ObjectId) -> Vec<ThreadId> {
        let mut threads = vec![];
        for held in self.held.iter().filter(|held| held.object == object) {
            if !threads.contains(&held.thread) {
                threads.push(held.thread);
            }
        }
        threads
    }

    /// Whether one of the thread's futures was handed it, and has not been polled since.
    pub(crate) fn is_handed(&self, object: ObjectId, thread: ThreadId) -> bool {
        let handed = Held {
            object,
            thread,
            how: How::IsHanded,
        };
        self.held.contains(&handed)
    }

    /// Whether a thread holds it to write, or holds it at all if it is no lock for readers.
    pub(crate) fn writes(&self, object: ObjectId) -> bool {
        let mut held = self.held.iter();
        held.any(|held| held.object == object && held.how == How::Writes)
    }

    /// The thread that reads and may upgrade.
    pub(crate) fn may_upgrade(&self, object: ObjectId) -> Option<ThreadId> {
        let upgradable = |held: &&Held| held.object == object && held.how == How::MayUpgrade;
        self.held.iter().find(upgradable).map(|held| held.thread)
    }

    /// The lock that a thread needs again, if it was notified since it waits.
    pub(crate) fn needs_again(&self, thread: ThreadId) -> Option<ObjectId> {
        let notified = self.notified.iter().find(|(other, _)| *other == thread);
        notified.and_then(|(_, lock)| *lock)
    }
}
