//! A lock that many may read under or one may write under, handed over in the order of arrivals.

use super::in_vain;
use super::wait::{Object, Waiter};
use crate::log::event::{Op, State};
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::loom::choices;
use crate::loom::engine::Pass;
use crate::loom::sync::time::Deadline;
use crate::plain::plain;
use crate::questions;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex as Plain};

/// The lock.
#[derive(Debug)]
pub(crate) struct Lock {
    object: Object,
    state: Plain<Holding>,
}

#[derive(Debug, Default)]
struct Holding {
    readers: u16,
    writer: bool,
    /// Who waits, and whether to write.
    waiting: VecDeque<(Arc<Waiter>, bool)>,
}

/// Publishes what was done under the lock when dropped. `None`: the execution has failed.
pub(crate) struct Held<'a>(Option<Pass<'a>>);

impl Holding {
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

    fn shown(&self) -> State {
        match self.readers {
            0 => State::Free,
            n => State::Readers(n),
        }
    }
}

impl Lock {
    pub(crate) fn new(loc: Loc) -> Self {
        Lock {
            object: Object::new("rwlock", loc),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.object.id()
    }

    /// Waits until it lets the thread in.
    pub(crate) fn enter(&self, write: bool, loc: Loc) -> Held<'_> {
        self.wait(write, None, loc).unwrap_or(Held(None))
    }

    /// Waits until it lets the thread in, unless time is up.
    pub(crate) fn enter_until(
        &self,
        write: bool,
        deadline: Deadline,
        loc: Loc,
    ) -> Option<Held<'_>> {
        questions::want_unlock_points();
        self.wait(write, deadline, loc)
    }

    /// Goes in if it lets the thread in now.
    pub(crate) fn try_enter(&self, write: bool, loc: Loc) -> Option<Held<'_>> {
        questions::want_unlock_points();
        let tried = |taken| match write {
            true => Op::TryWrite { taken },
            false => Op::TryRead { taken },
        };
        let pass = self.object.pass(tried(true), loc);
        let taken = plain(&self.state).admits(write);
        if !taken {
            self.object.event(tried(false), loc).record();
            return None;
        }
        self.entered(tried(true), write, loc);
        Some(Held(Some(pass)))
    }

    /// `None`: time was up, or the execution has failed.
    fn wait(&self, write: bool, deadline: Deadline, loc: Loc) -> Option<Held<'_>> {
        let op = if write { Op::Write } else { Op::Read };
        let pass = self.object.pass(op, loc);
        if plain(&self.state).admits(write) {
            self.entered(op, write, loc);
            return Some(Held(Some(pass)));
        }
        if recorder::failed() {
            return None;
        }
        // The pass is kept while it waits: the guard will publish with it.
        let waiter = Waiter::new();
        plain(&self.state)
            .waiting
            .push_back((waiter.clone(), write));
        self.object.event(op, loc).record_blocked();
        let pending = self.object.wait_in(op, loc);
        let ended = match deadline {
            // A writer that waits shows, since it keeps readers out. So it has to be able to give
            // up while they go on, after they saw it.
            Some(deadline) if write && in_vain::may_continue(loc) && choices::choose_to_fire() => {
                in_vain::continues(loc);
                drop(self.object.pass(op, loc));
                waiter.give_up(deadline)
            }
            _ => waiter.wait_until(deadline, pending),
        };
        if ended.is_none() {
            // Readers behind a writer that gave up may go in now.
            plain(&self.state).hand_over();
            self.object.event(Op::LockTimedOut, loc).record();
            return None;
        }
        self.tell_entered(op, write, loc);
        Some(Held(Some(pass)))
    }

    fn entered(&self, op: Op, write: bool, loc: Loc) {
        plain(&self.state).enter(write);
        self.tell_entered(op, write, loc);
    }

    fn tell_entered(&self, op: Op, write: bool, loc: Loc) {
        if recorder::failed() {
            return;
        }
        let state = if write {
            State::HeldBy(recorder::me())
        } else {
            plain(&self.state).shown()
        };
        self.object.event(op, loc).state(state).record();
    }

    /// Leaves it, and lets in who fits; `written`: what a writer leaves behind.
    pub(crate) fn leave(
        &self,
        held: Held<'_>,
        write: bool,
        loc: Loc,
        written: impl FnOnce() -> State,
    ) {
        let op = match write {
            true => Op::UnlockWrite,
            false => Op::UnlockRead,
        };
        let mut pass = held.0;
        if questions::points().unlocks {
            drop(pass.take());
            pass = Some(self.object.pass(op, loc));
        }
        let mut holding = plain(&self.state);
        let state = if write {
            holding.writer = false;
            written()
        } else {
            holding.readers -= 1;
            holding.shown()
        };
        self.object.event(op, loc).state(state).record();
        drop(pass);
        holding.hand_over();
    }
}
