//! Who loaded from an atomic since it was stored to.
//!
//! Loom compares a store with the last access alone. If that is a load by the same thread, or one that came before
//! the store for another reason, loom does not see that an earlier load by a third thread races with the store, and
//! never tries it afterwards: `if !set.load() { set.store(true) }` beside a load that would always find `false`.
//!
//! So each load first touches something of its own thread, and a store what the threads touched whose loads loom
//! does not compare it with. Loads do not conflict with each other by that. Nothing is ordered by it either: the
//! touches are relaxed, and exchanges, which have one value to read.

use crate::log::{ThreadId, recorder};
use crate::loom::engine::{self, MAX_THREADS, raw_atomic as raw};
use crate::plain::plain;
use std::sync::Mutex as Plain;
use std::sync::atomic::Ordering;

pub(super) struct Loads {
    /// For each thread. None after a failure: loom is gone, and destructors still run.
    of: Vec<raw::AtomicBool>,
    /// Since the last store; the latest is the last.
    since: Plain<Vec<ThreadId>>,
}

impl Loads {
    pub(super) fn new() -> Self {
        let threads = if recorder::failed() { 0 } else { MAX_THREADS };
        Loads {
            of: (0..threads).map(|_| raw::AtomicBool::new(false)).collect(),
            since: Plain::default(),
        }
    }

    /// Loads by `f`.
    pub(super) fn load<R>(&self, f: impl FnOnce() -> R) -> R {
        let me = recorder::me();
        self.touch(me);
        let loaded = f();
        let mut since = plain(&self.since);
        since.retain(|thread| *thread != me);
        since.push(me);
        loaded
    }

    /// Does what may store by `f`.
    pub(super) fn store<R>(&self, f: impl FnOnce() -> R) -> R {
        let me = recorder::me();
        let since = plain(&self.since).clone();
        if let Some((_compared, earlier)) = since.split_last() {
            let others = earlier.iter().filter(|thread| **thread != me);
            others.for_each(|thread| self.touch(*thread));
        }
        let stored = f();
        plain(&self.since).clear();
        stored
    }

    fn touch(&self, thread: ThreadId) {
        if !recorder::failed()
            && let Some(own) = self.of.get(thread as usize)
        {
            own.swap(false, Ordering::Relaxed);
            engine::resumed();
        }
    }
}
