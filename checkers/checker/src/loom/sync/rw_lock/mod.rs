//! Twin of parking_lot's `RwLock`: never poisoned, first come first served.

mod guards;

pub use guards::{RwLockReadGuard, RwLockWriteGuard};

use super::time::{Duration, Instant, deadline};
use super::wait::{Object, Waiter, here, plain};
use crate::log::event::{Op, State};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::loom::choices;
use crate::loom::engine::Pass;
use crate::questions;
use guards::Held;
use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex as Plain};

/// A lock that many may read under or one may write under; twin of [`parking_lot::RwLock`].
///
/// As there, a reader waits behind a writer that waits: a thread that reads twice at once can
/// deadlock.
pub struct RwLock<T> {
    object: Object,
    lock: Plain<Lock>,
    /// Read under a read lock, written under the write lock.
    data: UnsafeCell<T>,
}

#[derive(Debug, Default)]
struct Lock {
    readers: u16,
    writer: bool,
    /// Who waits, and whether to write.
    waiting: VecDeque<(Arc<Waiter>, bool)>,
}

impl Lock {
    fn admits(&mut self, write: bool) -> bool {
        self.waiting.retain(|(waiter, _)| waiter.is_open());
        let free = !self.writer && (self.readers == 0 || !write);
        free && self.waiting.is_empty()
    }

    fn enter(&mut self, write: bool) {
        if write {
            self.writer = true;
        } else {
            self.readers += 1;
        }
    }

    /// Lets in whoever is first and fits, and all readers behind a first reader.
    fn hand_over(&mut self) {
        while let Some((waiter, write)) = self.waiting.front().cloned() {
            if waiter.is_open() {
                if self.writer || (write && self.readers > 0) {
                    return;
                }
                self.enter(write);
                waiter.complete(0);
            }
            self.waiting.pop_front();
        }
    }

    fn state(&self) -> State {
        match self.readers {
            0 => State::Free,
            n => State::Readers(n),
        }
    }
}

// SAFETY: as std's: many readers or one writer, so `T` must be both.
unsafe impl<T: Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}

impl<T> RwLock<T> {
    /// A free lock around `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        RwLock {
            object: Object::new("rwlock", here()),
            lock: Plain::default(),
            data: UnsafeCell::new(value),
        }
    }

    /// Waits until nobody writes, and reads.
    #[track_caller]
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        let loc = here();
        RwLockReadGuard(self.wait(false, loc))
    }

    /// Waits until nobody reads or writes, and writes.
    #[track_caller]
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        let loc = here();
        RwLockWriteGuard(self.wait(true, loc))
    }

    /// Reads if nobody writes or waits to write.
    #[track_caller]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        self.try_enter(false, here()).map(RwLockReadGuard)
    }

    /// Writes if nobody reads or writes.
    #[track_caller]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        self.try_enter(true, here()).map(RwLockWriteGuard)
    }

    /// Waits until nobody writes, but no longer than `timeout`.
    #[track_caller]
    pub fn try_read_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, T>> {
        let loc = here();
        questions::want_unlock_points();
        self.enter(false, deadline(timeout), loc)
            .map(RwLockReadGuard)
    }

    /// Waits until nobody reads or writes, but no longer than `timeout`.
    #[track_caller]
    pub fn try_write_for(&self, timeout: Duration) -> Option<RwLockWriteGuard<'_, T>> {
        let loc = here();
        questions::want_unlock_points();
        self.enter(true, deadline(timeout), loc)
            .map(RwLockWriteGuard)
    }

    /// Takes the value out; no lock is needed, since nobody else can hold it.
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }

    /// The value; no lock is needed, since nobody else can hold it.
    pub fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }

    fn wait(&self, write: bool, loc: Loc) -> Held<'_, T> {
        self.enter(write, None, loc)
            .unwrap_or_else(|| self.held(None, write, loc))
    }

    fn try_enter(&self, write: bool, loc: Loc) -> Option<Held<'_, T>> {
        questions::want_unlock_points();
        let tried = |taken| match write {
            true => Op::TryWrite { taken },
            false => Op::TryRead { taken },
        };
        let pass = self.object.pass(tried(true), loc);
        let taken = plain(&self.lock).admits(write);
        if !taken {
            self.object.event(tried(false), loc).record();
            return None;
        }
        self.entered(tried(true), write, loc);
        Some(self.held(Some(pass), write, loc))
    }

    /// `None`: time was up, or the execution has failed.
    fn enter(&self, write: bool, deadline: Option<Instant>, loc: Loc) -> Option<Held<'_, T>> {
        let op = if write { Op::Write } else { Op::Read };
        let pass = self.object.pass(op, loc);
        if plain(&self.lock).admits(write) {
            self.entered(op, write, loc);
            return Some(self.held(Some(pass), write, loc));
        }
        if recorder::failed() {
            return None;
        }
        // The pass is kept while it waits: the guard will publish with it.
        let waiter = Waiter::new();
        plain(&self.lock).waiting.push_back((waiter.clone(), write));
        self.object.event(op, loc).record_blocked();
        let pending = self.object.wait_in(op, loc);
        let ended = match deadline {
            // A writer that waits shows, since it keeps readers out. So it has to be able to give
            // up while they go on, after they saw it.
            Some(deadline) if write && choices::choose_to_fire() => {
                drop(self.object.pass(op, loc));
                waiter.give_up(deadline)
            }
            _ => waiter.wait_until(deadline, pending),
        };
        if ended.is_none() {
            // Readers behind a writer that gave up may go in now.
            plain(&self.lock).hand_over();
            self.object.event(Op::LockTimedOut, loc).record();
            return None;
        }
        self.tell_entered(op, write, loc);
        Some(self.held(Some(pass), write, loc))
    }

    fn entered(&self, op: Op, write: bool, loc: Loc) {
        plain(&self.lock).enter(write);
        self.tell_entered(op, write, loc);
    }

    fn tell_entered(&self, op: Op, write: bool, loc: Loc) {
        if recorder::failed() {
            return;
        }
        let state = if write {
            recorder::set_owner(self.object.id(), Some(recorder::me()));
            State::HeldBy(recorder::me())
        } else {
            plain(&self.lock).state()
        };
        self.object.event(op, loc).state(state).record();
    }

    fn held<'a>(&'a self, pass: Option<Pass<'a>>, write: bool, loc: Loc) -> Held<'a, T> {
        Held {
            lock: self,
            pass,
            loc,
            write,
        }
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        RwLock::new(T::default())
    }
}

impl<T> Named for RwLock<T> {
    fn object(&self) -> ObjectId {
        self.object.id()
    }
}

impl<T> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RwLock").finish_non_exhaustive()
    }
}
