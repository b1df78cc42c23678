//! Twin of parking_lot's `RwLock`: never poisoned, first come first served.
//!
//! A queue of those who hold the lock and, behind them, those who wait. Whoever is in the part of it
//! that fits together is in, so only the order of arrivals counts, and to leave makes others' entry
//! possible, which then says so. Two objects: `queue` orders arrivals (readers commute), `left` is
//! updated by who leaves, and excluded by who looks without waiting for good.

mod guards;

pub use guards::{RwLockReadGuard, RwLockWriteGuard};

use super::time::{Deadline, Duration, deadline, fire};
use super::wait::{here, plain};
use crate::explorer::step::{Step, off, tell};
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::{Loc, ObjectId};
use explorer::{Access, Event as Cause, Object};
use guards::Held;
use std::cell::UnsafeCell;
use std::fmt;
use std::sync::Mutex as Plain;

/// A lock that many may read under or one may write under; twin of [`parking_lot::RwLock`].
///
/// As there, a reader waits behind a writer that waits: a thread that reads twice at once can
/// deadlock.
pub struct RwLock<T> {
    id: ObjectId,
    queue: Object,
    left: Object,
    lock: Plain<Lock>,
    /// Read under a read lock, written under the write lock.
    data: UnsafeCell<T>,
}

#[derive(Debug, Default)]
struct Lock {
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

impl Lock {
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

    fn state(&self) -> State {
        let readers = self
            .present()
            .filter(|(ticket, arrival)| !arrival.write && self.is_in(*ticket));
        match readers.count() {
            0 => State::Free,
            n => State::Readers(n as u16),
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
            id: recorder::new_object("rwlock", here()),
            queue: explorer::object(),
            left: explorer::object(),
            lock: Plain::default(),
            data: UnsafeCell::new(value),
        }
    }

    /// Waits until nobody writes, and reads.
    #[track_caller]
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        RwLockReadGuard(self.wait(false, here()))
    }

    /// Waits until nobody reads or writes, and writes.
    #[track_caller]
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        RwLockWriteGuard(self.wait(true, here()))
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
        self.enter(false, deadline(timeout), here())
            .map(RwLockReadGuard)
    }

    /// Waits until nobody reads or writes, but no longer than `timeout`.
    #[track_caller]
    pub fn try_write_for(&self, timeout: Duration) -> Option<RwLockWriteGuard<'_, T>> {
        self.enter(true, deadline(timeout), here())
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

    fn try_enter(&self, write: bool, loc: Loc) -> Option<Held<'_, T>> {
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
        if !plain(&self.lock).admits(write) {
            explorer::unchanged();
            tell(Event::new(tried(false), Some(loc)).on(self.id));
            return None;
        }
        let ticket = plain(&self.lock).arrive(write);
        Some(self.entered(tried(true), ticket, write, loc))
    }

    fn wait(&self, write: bool, loc: Loc) -> Held<'_, T> {
        let entered = self.enter(write, None, loc);
        entered.expect("it waits for as long as it takes")
    }

    /// Two steps: it arrives, and it is in, or its time is up. As parking_lot's, who was next to write
    /// keeps others out until it has said that it does not want to any more, which is a third.
    fn enter(&self, write: bool, deadline: Deadline, loc: Loc) -> Option<Held<'_, T>> {
        let op = if write { Op::Write } else { Op::Read };
        let arrival = Step::new(op, loc).on(self.id);
        arrival.touching(&[self.arrival(write)]).take_it();
        let ticket = plain(&self.lock).arrive(write);
        let mut step = Step::new(op, loc).on(self.id);
        if deadline.is_some() {
            step = step.touching(&[(self.left, Access::EXCLUSIVE)]).timed();
        }
        step.when(|| plain(&self.lock).is_in(ticket));
        match deadline {
            Some(deadline) if !plain(&self.lock).is_in(ticket) => {
                fire(deadline, Some(self.id));
                let was_next = plain(&self.lock).is_next_to_write(ticket);
                if was_next {
                    let leaves = Step::new(op, loc).on(self.id);
                    leaves.touching(&[self.leaving()]).take_it();
                }
                plain(&self.lock).leave(ticket);
                tell(Event::new(Op::LockTimedOut, Some(loc)).on(self.id));
                None
            }
            _ => Some(self.entered(op, ticket, write, loc)),
        }
    }

    fn entered(&self, op: Op, ticket: Ticket, write: bool, loc: Loc) -> Held<'_, T> {
        let causes: Vec<Cause> = plain(&self.lock).causes(ticket).collect();
        causes.into_iter().for_each(explorer::after);
        if !off() {
            let state = if write {
                recorder::set_owner(self.id, Some(recorder::me()));
                State::HeldBy(recorder::me())
            } else {
                plain(&self.lock).state()
            };
            let event = Event::new(op, Some(loc)).on(self.id);
            event.state(state).record();
        }
        Held {
            lock: self,
            ticket,
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
        self.id
    }
}

impl<T> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RwLock").finish_non_exhaustive()
    }
}
