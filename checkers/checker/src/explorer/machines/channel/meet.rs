//! Who meets whom where no message stays: offers, arrivals, and arms of selects that wait.

use super::contents::State;
use crate::log::ThreadId;
use crate::log::recorder;
use crate::plain::plain;
use explorer::{Access, Event as Cause, Object};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex as Plain};

/// Where a message waits for its receiver, or a receiver for its message.
pub(crate) type Slot<T> = Arc<Plain<Option<T>>>;

/// A sender that waits where partners meet.
pub(super) struct Offer<T> {
    pub(super) message: T,
    pub(super) made: Cause,
    pub(super) taken: Slot<Cause>,
}

/// A receiver that waits where partners meet.
pub(super) struct Arrival<T> {
    /// How its thread was spawned: the same in every order of what commutes, unlike the thread's number.
    pub(super) path: Vec<u16>,
    pub(super) given: Slot<(T, Cause)>,
}

/// An arm of a select that waits where partners meet.
pub(super) struct Arm<T> {
    pub(super) select: Arc<Waiting>,
    pub(super) case: usize,
    pub(super) sends: bool,
    pub(super) slot: Slot<T>,
}

/// A select that waits.
#[derive(Debug)]
pub struct Waiting {
    pub(super) thread: ThreadId,
    /// How that thread was spawned.
    pub(super) path: Vec<u16>,
    /// The arm that another thread completed, and when.
    pub(super) completed: Plain<Option<(usize, Cause)>>,
    /// Of all its arms: to complete one is to take the others' chance.
    pub(super) touches: Vec<(Object, Access)>,
    /// A bit for each arm that became ready without a partner.
    pub(super) ready: AtomicU64,
}

thread_local! {
    static TRIES: Cell<bool> = const { Cell::new(false) };
}

/// Runs what only tries: for it a select that was woken in an arm before waits in none after that.
pub(super) fn tries<R>(f: impl FnOnce() -> R) -> R {
    TRIES.set(true);
    let found = f();
    TRIES.set(false);
    found
}

impl Waiting {
    fn is_open(&self) -> bool {
        plain(&self.completed).is_none()
    }

    /// Whether an arm before this one is ready, and the select was woken by that.
    fn was_woken_before(&self, case: usize) -> bool {
        self.ready.load(Ordering::Relaxed) & ((1 << case) - 1) != 0
    }

    pub(super) fn close(&self) {
        *plain(&self.completed) = Some((usize::MAX, explorer::now()));
    }
}

impl<T> Arm<T> {
    fn is_passed_over(&self) -> bool {
        self.select.was_woken_before(self.case)
    }

    pub(super) fn complete(&self) {
        *plain(&self.select.completed) = Some((self.case, explorer::now()));
        self.select
            .touches
            .iter()
            .copied()
            .for_each(explorer::touch);
    }
}

impl<T> State<T> {
    /// Receivers that wait and that no offer is there for, in an order that does not depend on the
    /// order in which they arrived.
    pub(super) fn idle(&self) -> Vec<usize> {
        let waits = |arrival: &Arrival<T>| plain(&arrival.given).is_none();
        let mut idle: Vec<usize> = (0..self.arrivals.len())
            .filter(|&i| waits(&self.arrivals[i]))
            .collect();
        if idle.len() <= self.offers.len() {
            return vec![];
        }
        idle.sort_by(|&i, &j| self.arrivals[i].path.cmp(&self.arrivals[j].path));
        idle
    }

    /// Arms of selects that wait to send, or to receive, in threads other than `me`.
    pub(super) fn open_arms(&self, sends: bool, me: ThreadId) -> Vec<usize> {
        let open = |arm: &Arm<T>| arm.sends == sends && arm.select.thread != me;
        let mut arms: Vec<usize> = (0..self.arms.len())
            .filter(|&i| open(&self.arms[i]) && self.arms[i].select.is_open())
            .filter(|&i| !(TRIES.get() && self.arms[i].is_passed_over()))
            .collect();
        let key = |i: usize| (&self.arms[i].select.path, self.arms[i].case);
        arms.sort_by(|&i, &j| key(i).cmp(&key(j)));
        arms
    }

    /// Tells the selects that wait here whether they can go on without a partner.
    pub(super) fn tell_selects(&self) {
        for arm in &self.arms {
            let ready = match arm.sends {
                true => self.has_room(self.capacity),
                false => self.senders == 0 || !self.queue.is_empty(),
            };
            let bit = 1 << arm.case;
            match ready {
                true => arm.select.ready.fetch_or(bit, Ordering::Relaxed),
                false => arm.select.ready.fetch_and(!bit, Ordering::Relaxed),
            };
        }
    }

    /// In a step that tries: it might have met them, had they not been woken.
    pub(super) fn passes_over(&self) {
        let woken = self.arms.iter().filter(|arm| arm.is_passed_over());
        let touches = woken.flat_map(|arm| arm.select.touches.iter().copied());
        touches.for_each(explorer::touch);
    }

    pub(super) fn arrive(&mut self) -> Slot<(T, Cause)> {
        let given = Slot::default();
        self.arrivals.push(Arrival {
            path: explorer::path(),
            given: given.clone(),
        });
        given
    }

    pub(super) fn meet_receiver(&mut self, message: T) {
        let (idle, arms) = (self.idle(), self.open_arms(false, recorder::me()));
        let chosen = explorer::choose(idle.len() + arms.len());
        match idle.get(chosen) {
            Some(&i) => *plain(&self.arrivals[i].given) = Some((message, explorer::now())),
            None => {
                let arm = &self.arms[arms[chosen - idle.len()]];
                *plain(&arm.slot) = Some(message);
                arm.complete();
            }
        }
    }
}
