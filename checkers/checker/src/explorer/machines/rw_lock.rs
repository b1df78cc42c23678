//! A lock that many may read under or one may write under, in the order of arrivals.
//!
//! A queue of those who hold the lock and, behind them, those who wait. Whoever is in the part of it
//! that fits together is in, so only the order of arrivals counts, and to leave makes others' entry
//! possible, which then says so. Three objects: `queue` orders arrivals (readers commute), `left` is
//! updated by who leaves, and excluded by who looks without waiting for good. `content` is what a thread
//! looks at that takes the lock again and again: who has written updates it.

use super::time::time_is_up;
use crate::explorer::step::{Step, off, tell};
use crate::explorer::sync::time::Deadline;
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use explorer::{Access, Event as Cause, Object};
use std::marker::PhantomData;
use std::sync::Mutex as Plain;

/// The lock.
#[derive(Debug)]
pub(crate) struct Lock {
    id: ObjectId,
    queue: Object,
    left: Object,
    content: Object,
    state: Plain<Holding>,
}

#[derive(Debug, Default)]
struct Holding {
    /// Everybody who has arrived so far, in order.
    arrived: Vec<Arrival>,
}

#[derive(Clone, Copy, Debug)]
struct Arrival {
    write: bool,
    /// The step in which it left.
    left: Option<Cause>,
}

/// A place in the queue.
type Ticket = usize;

/// Its place in the queue.
pub(crate) struct Held<'a>(Ticket, PhantomData<&'a Lock>);

impl Holding {
    fn present(&self) -> impl Iterator<Item = (Ticket, &Arrival)> {
        let arrived = self.arrived.iter().enumerate();
        arrived.filter(|(_, arrival)| arrival.left.is_none())
    }

    fn arrive(&mut self, write: bool) -> Ticket {
        self.arrived.push(Arrival { write, left: None });
        self.arrived.len() - 1
    }

    /// Whether all who came before and are there fit together with this one.
    fn is_in(&self, ticket: Ticket) -> bool {
        let write = self.arrived[ticket].write;
        let mut before = self.present().take_while(|(other, _)| *other < ticket);
        !before.any(|(_, other)| other.write || write)
    }

    /// Whether one who came now would be in.
    fn admits(&self, write: bool) -> bool {
        !self.present().any(|(_, other)| other.write || write)
    }

    /// The steps that had to come before this one was in.
    fn causes(&self, ticket: Ticket) -> impl Iterator<Item = Cause> {
        let write = self.arrived[ticket].write;
        let before = self.arrived[..ticket].iter();
        let concerned = before.filter(move |other| other.write || write);
        concerned.filter_map(|other| other.left)
    }

    /// Whether this one, who wants to write, waits for readers only.
    fn is_next_to_write(&self, ticket: Ticket) -> bool {
        let mut before = self.present().take_while(|(other, _)| *other < ticket);
        self.arrived[ticket].write && !before.any(|(_, other)| other.write)
    }

    fn leave(&mut self, ticket: Ticket) {
        self.arrived[ticket].left = Some(explorer::now());
    }

    fn shown(&self) -> State {
        let readers = self
            .present()
            .filter(|(ticket, arrival)| !arrival.write && self.is_in(*ticket));
        match readers.count() {
            0 => State::Free,
            n => State::Readers(n as u16),
        }
    }
}

impl Lock {
    pub(crate) fn new(loc: Loc) -> Self {
        Lock {
            id: recorder::new_object("rwlock", loc),
            queue: explorer::object(),
            left: explorer::object(),
            content: explorer::object(),
            state: Plain::default(),
        }
    }

    pub(crate) fn id(&self) -> ObjectId {
        self.id
    }

    fn arrival(&self, write: bool) -> (Object, Access) {
        match write {
            true => (self.queue, Access::EXCLUSIVE),
            false => (self.queue, Access::UPDATE),
        }
    }

    /// How a step touches the lock in which somebody leaves.
    fn leaving(&self) -> (Object, Access) {
        (self.left, Access::UPDATE)
    }

    /// Goes in if it lets the thread in now.
    pub(crate) fn try_enter(&self, write: bool, loc: Loc) -> Option<Held<'_>> {
        let tried = |taken| match write {
            true => Op::TryWrite { taken },
            false => Op::TryRead { taken },
        };
        Step::new(tried(true), loc)
            .on(self.id)
            .touching(&[
                (self.queue, Access::EXCLUSIVE),
                (self.left, Access::EXCLUSIVE),
            ])
            .take_it();
        if !plain(&self.state).admits(write) {
            explorer::unchanged();
            tell(Event::new(tried(false), Some(loc)).on(self.id));
            return None;
        }
        let ticket = plain(&self.state).arrive(write);
        Some(self.entered(tried(true), ticket, write, loc))
    }

    /// Waits until it lets the thread in.
    pub(crate) fn enter(&self, write: bool, loc: Loc) -> Held<'_> {
        let entered = self.enter_until(write, None, loc);
        entered.expect("it waits for as long as it takes")
    }

    /// Waits until it lets the thread in, unless time is up.
    ///
    /// Two steps: it arrives, and it is in, or its time is up. As parking_lot's, who was next to write
    /// keeps others out until it has said that it does not want to any more, which is a third.
    pub(crate) fn enter_until(
        &self,
        write: bool,
        deadline: Deadline,
        loc: Loc,
    ) -> Option<Held<'_>> {
        let op = if write { Op::Write } else { Op::Read };
        let arrival = Step::new(op, loc).on(self.id);
        arrival.touching(&[self.arrival(write)]).take_it();
        explorer::looks(&[]);
        let ticket = plain(&self.state).arrive(write);
        let mut step = Step::new(op, loc).on(self.id);
        if deadline.is_some() {
            step = step.touching(&[(self.left, Access::EXCLUSIVE)]).timed();
        }
        step.when(|| plain(&self.state).is_in(ticket));
        explorer::looks(&[self.content]);
        match deadline {
            Some(deadline) if !plain(&self.state).is_in(ticket) => {
                time_is_up(deadline, Some(self.id));
                let was_next = plain(&self.state).is_next_to_write(ticket);
                if was_next {
                    let leaves = Step::new(op, loc).on(self.id);
                    leaves.touching(&[self.leaving()]).take_it();
                }
                plain(&self.state).leave(ticket);
                tell(Event::new(Op::LockTimedOut, Some(loc)).on(self.id));
                None
            }
            _ => Some(self.entered(op, ticket, write, loc)),
        }
    }

    fn entered(&self, op: Op, ticket: Ticket, write: bool, loc: Loc) -> Held<'_> {
        let causes: Vec<Cause> = plain(&self.state).causes(ticket).collect();
        causes.into_iter().for_each(explorer::after);
        if !off() {
            let state = if write {
                State::HeldBy(recorder::me())
            } else {
                plain(&self.state).shown()
            };
            let event = Event::new(op, Some(loc)).on(self.id);
            event.state(state).record();
        }
        Held(ticket, PhantomData)
    }

    /// Leaves it; `written`: what a writer leaves behind.
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
        let step = Step::new(op, loc).on(self.id);
        let writes = write.then_some((self.content, Access::UPDATE));
        let touches: Vec<_> = writes.into_iter().chain([self.leaving()]).collect();
        step.touching(&touches).take_it();
        if off() {
            return;
        }
        let mut holding = plain(&self.state);
        holding.leave(held.0);
        let state = if write { written() } else { holding.shown() };
        drop(holding);
        let event = Event::new(op, Some(loc)).on(self.id);
        event.state(state).record();
    }
}
