//! A lock that many may read under or one may write under, handed over in the order of arrivals.

use super::in_vain;
use super::wait::{Object, Waiter};
use crate::failure;
use crate::log::entry::Entry;
use crate::log::event::{Op, State};
use crate::log::recorder;
use crate::log::value::Value;
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
    /// One more reader, which may want to write later.
    upgradable: bool,
    /// A thread writes, or is the next to do so.
    writer: bool,
    /// It keeps others out, and waits until the readers have left.
    next: Option<Arc<Waiter>>,
    /// The others that wait, and what for.
    waiting: VecDeque<(Arc<Waiter>, Entry)>,
}

/// Publishes what was done under the lock when dropped. `None`: the execution has failed.
pub(crate) struct Held<'a>(Option<Pass<'a>>);

impl Holding {
    /// Whether a thread may enter so, or be the next to write.
    fn admits(&self, entry: Entry) -> bool {
        match entry {
            Entry::Read => !self.writer,
            Entry::ReadRecursive => !self.writer || self.readers > 0,
            Entry::Upgradable | Entry::Write => !self.writer && !self.upgradable,
        }
    }

    /// Enters. A waiter that wants to write and has to let readers leave first is the next.
    fn enter(&mut self, entry: Entry) {
        match entry {
            Entry::Read | Entry::ReadRecursive => self.readers += 1,
            Entry::Upgradable => self.upgradable = true,
            Entry::Write => self.writer = true,
        }
    }

    fn leave(&mut self, entry: Entry) {
        match entry {
            Entry::Read | Entry::ReadRecursive => self.readers -= 1,
            Entry::Upgradable => self.upgradable = false,
            Entry::Write => self.writer = false,
        }
    }

    /// Lets in the threads that may enter now, in the order in which they arrived.
    fn hand_over(&mut self) {
        if self.readers == 0
            && let Some(next) = self.next.take()
        {
            next.complete(0);
        }
        for (waiter, entry) in std::mem::take(&mut self.waiting) {
            if !waiter.is_open() {
                continue;
            }
            if !self.admits(entry) {
                self.waiting.push_back((waiter, entry));
                continue;
            }
            self.enter(entry);
            if entry == Entry::Write && self.readers > 0 {
                self.next = Some(waiter);
            } else {
                waiter.complete(0);
            }
        }
    }

    /// A waiter does not want to enter any more.
    fn forget(&mut self, waiter: &Arc<Waiter>) {
        let is_next = |next: &mut Arc<Waiter>| Arc::ptr_eq(next, waiter);
        if self.next.take_if(is_next).is_some() {
            self.writer = false;
        }
        self.hand_over();
    }

    fn shown(&self) -> State {
        match self.readers + u16::from(self.upgradable) {
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
    pub(crate) fn enter(&self, entry: Entry, loc: Loc) -> Held<'_> {
        self.wait(entry, None, loc).unwrap_or(Held(None))
    }

    /// Waits until it lets the thread in, unless time is up.
    pub(crate) fn enter_until(
        &self,
        entry: Entry,
        deadline: Deadline,
        loc: Loc,
    ) -> Option<Held<'_>> {
        questions::want_unlock_points();
        self.wait(entry, deadline, loc)
    }

    /// Goes in if it lets the thread in now.
    pub(crate) fn try_enter(&self, entry: Entry, loc: Loc) -> Option<Held<'_>> {
        questions::want_unlock_points();
        let pass = self.object.pass(entry.tries(true), loc);
        let taken = {
            let holding = plain(&self.state);
            let waits = entry == Entry::Write && holding.readers > 0;
            holding.admits(entry) && !waits
        };
        if !taken {
            self.object.event(entry.tries(false), loc).record();
            return None;
        }
        plain(&self.state).enter(entry);
        self.tell_entered(entry.tries(true), entry, loc);
        Some(Held(Some(pass)))
    }

    /// `None`: time was up, or the execution has failed.
    fn wait(&self, entry: Entry, deadline: Deadline, loc: Loc) -> Option<Held<'_>> {
        let pass = self.object.pass(entry.waits(), loc);
        let is_next = {
            let mut holding = plain(&self.state);
            let admits = holding.admits(entry);
            if admits {
                holding.enter(entry);
            }
            let waits = entry == Entry::Write && holding.readers > 0;
            if admits && !waits {
                drop(holding);
                self.tell_entered(entry.waits(), entry, loc);
                return Some(Held(Some(pass)));
            }
            admits
        };
        if recorder::failed() {
            return None;
        }
        // The pass is kept while it waits: the guard will publish with it.
        let waiter = Waiter::new();
        {
            let mut holding = plain(&self.state);
            match is_next {
                true => holding.next = Some(waiter.clone()),
                false => holding.waiting.push_back((waiter.clone(), entry)),
            }
        }
        let op = entry.waits();
        self.object.event(op, loc).record_blocked();
        let pending = self.object.wait_in(op, loc);
        let ended = match deadline {
            // The next to write shows, since it keeps readers out. So it has to be able to give
            // up while they go on, after they saw it.
            Some(deadline)
                if is_next
                    && !questions::in_order()
                    && in_vain::may_continue(loc)
                    && choices::choose_to_fire() =>
            {
                in_vain::continues(loc);
                drop(self.object.pass(op, loc));
                waiter.give_up(deadline)
            }
            _ => waiter.wait_until(deadline, pending),
        };
        if ended.is_none() {
            // Who waits behind a writer that gave up may go in now.
            plain(&self.state).forget(&waiter);
            self.object.event(Op::LockTimedOut, loc).record();
            return None;
        }
        self.tell_entered(op, entry, loc);
        Some(Held(Some(pass)))
    }

    fn tell_entered(&self, op: Op, entry: Entry, loc: Loc) {
        if recorder::failed() {
            return;
        }
        let state = match entry {
            Entry::Write => State::HeldBy(recorder::me()),
            _ => plain(&self.state).shown(),
        };
        self.object.event(op, loc).state(state).record();
    }

    /// Becomes the next to write, and waits until the other readers have left.
    pub(crate) fn upgrade<'a>(&'a self, held: Held<'a>, loc: Loc) -> Held<'a> {
        drop(held);
        let op = Op::Upgrade;
        let pass = self.object.pass(op, loc);
        let waits = {
            let mut holding = plain(&self.state);
            holding.leave(Entry::Upgradable);
            holding.enter(Entry::Write);
            holding.readers > 0
        };
        if recorder::failed() {
            return Held(None);
        }
        if waits {
            let waiter = Waiter::new();
            plain(&self.state).next = Some(waiter.clone());
            self.object.event(op, loc).record_blocked();
            waiter.wait(self.object.wait_in(op, loc));
        }
        self.tell_entered(op, Entry::Write, loc);
        Held(Some(pass))
    }

    /// Writes under the lock under which the thread reads, if no other does now.
    ///
    /// # Errors
    /// Others read.
    pub(crate) fn try_upgrade<'a>(
        &'a self,
        held: Held<'a>,
        loc: Loc,
    ) -> Result<Held<'a>, Held<'a>> {
        questions::want_unlock_points();
        drop(held);
        let pass = Held(Some(self.object.pass(Op::TryUpgrade { taken: true }, loc)));
        let taken = plain(&self.state).readers == 0;
        if !taken {
            let op = Op::TryUpgrade { taken };
            self.object.event(op, loc).record();
            return Err(pass);
        }
        {
            let mut holding = plain(&self.state);
            holding.leave(Entry::Upgradable);
            holding.enter(Entry::Write);
        }
        self.tell_entered(Op::TryUpgrade { taken }, Entry::Write, loc);
        Ok(pass)
    }

    /// Goes on with less. The point comes first, so that the guard publishes what follows it.
    pub(crate) fn downgrade<'a>(
        &'a self,
        held: Held<'a>,
        (from, to): (Entry, Entry),
        loc: Loc,
    ) -> Held<'a> {
        drop(held);
        let op = to.downgrades();
        let pass = self.object.pass(op, loc);
        let mut holding = plain(&self.state);
        holding.leave(from);
        holding.enter(to);
        self.object.event(op, loc).state(holding.shown()).record();
        holding.hand_over();
        drop(holding);
        Held(Some(pass))
    }

    /// Leaves it, and lets in who fits; `written`: what a writer leaves behind.
    pub(crate) fn leave(
        &self,
        held: Held<'_>,
        entry: Entry,
        loc: Loc,
        written: impl FnOnce() -> State,
    ) {
        let mut pass = held.0;
        if questions::points().unlocks {
            drop(pass.take());
            pass = Some(self.object.pass(entry.leaves(), loc));
        }
        self.let_in(entry.leaves(), pass, entry, loc, written);
    }

    /// Leaves it for a thread whose guard was forgotten.
    pub(crate) fn force(&self, entry: Entry, loc: Loc, written: impl FnOnce() -> State) {
        let pass = self.object.pass_for_a_forgotten(Op::ForceUnlock, loc);
        let held = {
            let holding = plain(&self.state);
            match entry {
                Entry::Write => holding.writer && holding.next.is_none(),
                _ => holding.readers > 0,
            }
        };
        if !held {
            return failure::forced_in_vain();
        }
        self.let_in(Op::ForceUnlock, Some(pass), entry, loc, written);
    }

    fn let_in(
        &self,
        op: Op,
        pass: Option<Pass<'_>>,
        entry: Entry,
        loc: Loc,
        written: impl FnOnce() -> State,
    ) {
        let mut holding = plain(&self.state);
        holding.leave(entry);
        let state = match entry {
            Entry::Write => written(),
            _ => holding.shown(),
        };
        self.object.event(op, loc).state(state).record();
        drop(pass);
        holding.hand_over();
    }

    /// Looks whether a thread holds it, or is the next to write; `exclusively`: to write.
    pub(crate) fn is_locked(&self, exclusively: bool, loc: Loc) -> bool {
        questions::want_unlock_points();
        let _pass = self.object.pass(Op::Len, loc);
        let locked = {
            let holding = plain(&self.state);
            let read = holding.readers > 0 || holding.upgradable;
            match exclusively {
                true => holding.writer && !read,
                false => holding.writer || read,
            }
        };
        let event = self.object.event(Op::Len, loc);
        event.value(Value::Bool(locked)).record();
        locked
    }
}
