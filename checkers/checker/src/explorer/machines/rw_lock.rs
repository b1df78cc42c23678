//! A lock that many may read under or one may write under, as parking_lot's.
//!
//! Who wants to write takes two steps: it claims the lock, which keeps others out, and waits until the
//! readers have left. One reader may be upgradable: it keeps out others that are, and claims.
//!
//! Five objects. `claims` excludes claims from all who enter, of whom plain and upgradable readers commute;
//! recursive ones, which go in beside a claim as long as another reader is left, do not. `turn` excludes upgradable
//! readers from each other. To leave makes steps possible, which then say so, so the two kinds of it only
//! update something: `left` if a reader leaves, `freed` if a claim or an upgradable reader does. They are excluded
//! by who looks without waiting for good, and `left` by recursive readers, whom it may keep out. `content` is what
//! a thread looks at that takes the lock again and again: who has written updates it.

use super::time::time_is_up;
use crate::explorer::step::{Step, off, tell};
use crate::explorer::sync::time::{Deadline, Instant};
use crate::explorer::waits;
use crate::failure;
use crate::log::entry::Entry;
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use explorer::{Access, Event as Cause, Object};
use std::marker::PhantomData;
use std::sync::Mutex as Plain;

/// The lock.
#[derive(Debug)]
pub(crate) struct Lock {
    id: ObjectId,
    claims: Object,
    turn: Object,
    left: Object,
    freed: Object,
    content: Object,
    state: Plain<Holding>,
}

#[derive(Debug, Default)]
struct Holding {
    /// Besides the upgradable one.
    readers: u16,
    upgradable: bool,
    /// A thread writes, or will as soon as the readers have left.
    claimed: bool,
    /// The last step in which a claim ended, and whether it had kept recursive readers out then.
    unclaimed: Option<Cause>,
    kept_out: bool,
    /// The last step in which an upgradable reader left.
    downgraded: Option<Cause>,
    /// The steps in which readers left since a thread wrote.
    readers_left: Vec<Cause>,
}

/// The right to leave it.
pub(crate) struct Held<'a>(PhantomData<&'a Lock>);

impl Holding {
    /// Whether one who came now would be in, or could claim the lock.
    fn admits(&self, entry: Entry) -> bool {
        match entry {
            Entry::Read => !self.claimed,
            Entry::ReadRecursive => !self.claimed || self.readers > 0,
            Entry::Upgradable | Entry::Write => !self.claimed && !self.upgradable,
        }
    }

    fn enter(&mut self, entry: Entry) {
        match entry {
            Entry::Read | Entry::ReadRecursive => self.readers += 1,
            Entry::Upgradable => self.upgradable = true,
            Entry::Write => self.claimed = true,
        }
    }

    fn leave(&mut self, entry: Entry) {
        let now = explorer::now();
        match entry {
            Entry::Read | Entry::ReadRecursive => {
                self.readers -= 1;
                self.readers_left.push(now);
            }
            Entry::Upgradable => {
                self.upgradable = false;
                self.downgraded = Some(now);
            }
            Entry::Write => {
                self.claimed = false;
                self.unclaimed = Some(now);
                self.kept_out = self.readers == 0;
            }
        }
    }

    /// The running step, which has entered, could be taken only after these.
    fn comes_after(&self, entry: Entry) {
        let downgraded = match entry {
            Entry::Read | Entry::ReadRecursive => None,
            Entry::Upgradable | Entry::Write => self.downgraded,
        };
        // A recursive reader goes in beside a claim too, if another one is there besides.
        let beside = entry == Entry::ReadRecursive && self.readers > 1 && !self.kept_out;
        let unclaimed = self.unclaimed.filter(|_| !beside);
        let causes = unclaimed.into_iter().chain(downgraded);
        causes.for_each(explorer::after);
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
            id: recorder::new_object("rwlock", loc),
            claims: explorer::object(),
            turn: explorer::object(),
            left: explorer::object(),
            freed: explorer::object(),
            content: explorer::object(),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    /// How a step touches the lock that enters it, or claims it.
    fn entering(&self, entry: Entry) -> Vec<(Object, Access)> {
        match entry {
            Entry::Read => vec![(self.claims, Access::UPDATE)],
            Entry::ReadRecursive => {
                vec![(self.claims, Access::EXCLUSIVE), (self.left, Access::READ)]
            }
            Entry::Upgradable => {
                vec![
                    (self.claims, Access::UPDATE),
                    (self.turn, Access::EXCLUSIVE),
                ]
            }
            Entry::Write => vec![(self.claims, Access::EXCLUSIVE)],
        }
    }

    /// How a step touches the lock in which one leaves that entered so.
    fn leaving(&self, entry: Entry) -> Vec<(Object, Access)> {
        match entry {
            Entry::Read | Entry::ReadRecursive => vec![(self.left, Access::UPDATE)],
            Entry::Upgradable => vec![(self.freed, Access::UPDATE)],
            Entry::Write => vec![(self.freed, Access::UPDATE), (self.content, Access::UPDATE)],
        }
    }

    /// How a step touches the lock that does not wait for good.
    fn trying(&self) -> [(Object, Access); 3] {
        [self.claims, self.left, self.freed].map(|object| (object, Access::EXCLUSIVE))
    }

    /// Goes in if it lets the thread in now.
    pub(crate) fn try_enter(&self, entry: Entry, loc: Loc) -> Option<Held<'_>> {
        let step = Step::new(entry.tries(true), loc).on(self.id);
        step.touching(&self.trying()).take_it();
        let admits = {
            let holding = plain(&self.state);
            let written = entry == Entry::Write && holding.readers > 0;
            holding.admits(entry) && !written
        };
        if !admits {
            explorer::unchanged();
            tell(Event::new(entry.tries(false), Some(loc)).on(self.id));
            return None;
        }
        plain(&self.state).enter(entry);
        Some(self.entered(entry.tries(true), entry, loc))
    }

    /// Waits until it lets the thread in.
    pub(crate) fn enter(&self, entry: Entry, loc: Loc) -> Held<'_> {
        let entered = self.enter_until(entry, None, loc);
        entered.expect("it waits for as long as it takes")
    }

    /// Waits until it lets the thread in, unless time is up.
    pub(crate) fn enter_until(
        &self,
        entry: Entry,
        deadline: Deadline,
        loc: Loc,
    ) -> Option<Held<'_>> {
        let mut step = Step::new(entry.waits(), loc).on(self.id);
        step = step.touching(&self.entering(entry));
        if let Some(deadline) = deadline {
            step = step
                .touching(&[(self.freed, Access::EXCLUSIVE)])
                .timed(deadline);
        }
        step.when(|| plain(&self.state).admits(entry));
        let looks = [self.content];
        explorer::looks(if entry == Entry::Write { &[] } else { &looks });
        if let Some(deadline) = deadline
            && !plain(&self.state).admits(entry)
        {
            return self.too_late(deadline, loc);
        }
        plain(&self.state).enter(entry);
        if entry != Entry::Write {
            return Some(self.entered(entry.waits(), entry, loc));
        }
        plain(&self.state).comes_after(entry);
        self.write(Op::Write, deadline, loc)
    }

    /// Waits until the readers have left, under a claim. As parking_lot's, a thread whose time is up keeps others
    /// out until it has said that it does not want to write any more, in a step of its own.
    fn write(&self, op: Op, deadline: Deadline, loc: Loc) -> Option<Held<'_>> {
        if deadline.is_none() && plain(&self.state).readers > 0 && !off() {
            // Before those that wait because of the claim.
            waits::waits(Event::new(op, Some(loc)).on(self.id));
        }
        let mut step = Step::new(op, loc).on(self.id);
        if let Some(deadline) = deadline {
            step = step
                .touching(&[(self.left, Access::EXCLUSIVE)])
                .timed(deadline);
        }
        step.when(|| plain(&self.state).readers == 0);
        explorer::looks(&[self.content]);
        if let Some(deadline) = deadline
            && plain(&self.state).readers > 0
        {
            time_is_up(deadline, Some(self.id));
            let unclaims = Step::new(op, loc).on(self.id);
            unclaims.touching(&[(self.freed, Access::UPDATE)]).take_it();
            plain(&self.state).leave(Entry::Write);
            tell(Event::new(Op::LockTimedOut, Some(loc)).on(self.id));
            return None;
        }
        Some(self.entered(op, Entry::Write, loc))
    }

    fn too_late(&self, deadline: Instant, loc: Loc) -> Option<Held<'_>> {
        time_is_up(deadline, Some(self.id));
        tell(Event::new(Op::LockTimedOut, Some(loc)).on(self.id));
        None
    }

    /// The running step enters.
    fn entered(&self, op: Op, entry: Entry, loc: Loc) -> Held<'_> {
        let mut holding = plain(&self.state);
        holding.comes_after(entry);
        if entry == Entry::Write {
            let readers_left = std::mem::take(&mut holding.readers_left);
            readers_left.into_iter().for_each(explorer::after);
        }
        let state = match entry {
            Entry::Write => State::HeldBy(recorder::me()),
            _ => holding.shown(),
        };
        drop(holding);
        if !off() {
            let event = Event::new(op, Some(loc)).on(self.id);
            event.state(state).record();
        }
        Held(PhantomData)
    }

    /// Claims the lock under which the thread reads, and waits until the other readers have left.
    pub(crate) fn upgrade<'a>(&'a self, _held: Held<'a>, loc: Loc) -> Held<'a> {
        let step = Step::new(Op::Upgrade, loc).on(self.id);
        step.touching(&self.entering(Entry::Write)).take_it();
        explorer::looks(&[]);
        {
            let mut holding = plain(&self.state);
            holding.upgradable = false;
            holding.claimed = true;
        }
        let writes = self.write(Op::Upgrade, None, loc);
        writes.expect("it waits for as long as it takes")
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
        let step = Step::new(Op::TryUpgrade { taken: true }, loc).on(self.id);
        step.touching(&self.trying()).take_it();
        let mut holding = plain(&self.state);
        let taken = holding.readers == 0;
        if taken {
            holding.upgradable = false;
            holding.claimed = true;
        }
        drop(holding);
        if taken {
            return Ok(self.entered(Op::TryUpgrade { taken }, Entry::Write, loc));
        }
        explorer::unchanged();
        tell(Event::new(Op::TryUpgrade { taken }, Some(loc)).on(self.id));
        Err(held)
    }

    /// Goes on with less.
    pub(crate) fn downgrade<'a>(
        &'a self,
        held: Held<'a>,
        (from, to): (Entry, Entry),
        loc: Loc,
    ) -> Held<'a> {
        let step = Step::new(to.downgrades(), loc).on(self.id);
        step.touching(&self.leaving(from)).take_it();
        let mut holding = plain(&self.state);
        holding.leave(from);
        holding.enter(to);
        let state = holding.shown();
        drop(holding);
        let event = Event::new(to.downgrades(), Some(loc)).on(self.id);
        tell(event.state(state));
        held
    }

    /// Leaves it; `written`: what a writer leaves behind.
    pub(crate) fn leave(
        &self,
        _held: Held<'_>,
        entry: Entry,
        loc: Loc,
        written: impl FnOnce() -> State,
    ) {
        self.leave_by(entry.leaves(), entry, loc, written);
    }

    /// Leaves it for a thread whose guard was forgotten.
    pub(crate) fn force(&self, entry: Entry, loc: Loc, written: impl FnOnce() -> State) {
        self.leave_by(Op::ForceUnlock, entry, loc, written);
    }

    fn leave_by(&self, op: Op, entry: Entry, loc: Loc, written: impl FnOnce() -> State) {
        let step = Step::new(op, loc).on(self.id);
        step.touching(&self.leaving(entry)).take_it();
        if off() {
            return;
        }
        let mut holding = plain(&self.state);
        let held = match entry {
            Entry::Write => holding.claimed && holding.readers == 0,
            _ => holding.readers > 0 || entry == Entry::Upgradable,
        };
        if !held {
            drop(holding);
            return failure::forced_in_vain();
        }
        holding.leave(entry);
        let state = match entry {
            Entry::Write => written(),
            _ => holding.shown(),
        };
        drop(holding);
        let event = Event::new(op, Some(loc)).on(self.id);
        event.state(state).record();
    }

    /// Looks whether a thread holds it, or claims it; `exclusively`: to write.
    pub(crate) fn is_locked(&self, exclusively: bool, loc: Loc) -> bool {
        let touches = self.trying().map(|(object, _)| (object, Access::READ));
        let step = Step::new(Op::Len, loc).on(self.id);
        step.touching(&touches).take_it();
        let locked = {
            let holding = plain(&self.state);
            let read = holding.readers > 0 || holding.upgradable;
            match exclusively {
                true => holding.claimed && !read,
                false => holding.claimed || read,
            }
        };
        let event = Event::new(Op::Len, Some(loc)).on(self.id);
        tell(event.value(Value::Bool(locked)));
        locked
    }
}
