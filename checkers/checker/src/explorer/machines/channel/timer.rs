//! When a timer may fire: at any look, unless it is a ticker that has done so often enough.

use crate::explorer::machines::time::{fire, known, known_by};
use crate::explorer::sync::time::{Duration, Instant};
use crate::in_order;
use crate::log::recorder;
use crate::log::{ObjectId, ThreadId};
use crate::questions::{self, may_tick_early, must_fire};

/// A timer that has not fired since it was armed.
#[derive(Debug)]
pub(super) struct Timer<T> {
    deadline: Instant,
    /// `Some`: it is armed again when it has fired.
    period: Option<Duration>,
    /// How often it fired while others could still run.
    early: u32,
    /// How often it was looked at and did not fire.
    refused: u32,
    /// Who received from it last. Others do not know how late that was.
    armed_by: Option<ThreadId>,
    message: fn(Instant) -> T,
}

/// What kind of timer it is: that is known before anybody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clockwork {
    /// It fires once.
    Once,
    /// A ticker.
    Again,
}

/// What a look at a timer finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// It has fired: its time is over, or it was looked at often enough.
    Now,
    /// It may have fired, and may not.
    Perhaps,
    /// It is a ticker that fires only when nothing else can happen; `spare`: or in the place of
    /// another timer that might fire, so that this one is not favoured.
    Last { spare: bool },
    /// A thread waits for an earlier deadline, and timers fire in order.
    NotYet,
}

impl Due {
    pub(super) fn is_early(self) -> bool {
        matches!(self, Due::Now | Due::Perhaps)
    }
}

/// So often a ticker may fire in the place of another timer, once it has fired early often enough.
const SPARE: u32 = 2;

impl Timer<Instant> {
    pub(super) fn new(deadline: Instant, period: Option<Duration>) -> Self {
        Timer {
            deadline,
            period,
            early: 0,
            refused: 0,
            armed_by: None,
            message: |now| now,
        }
    }
}

impl<T> Timer<T> {
    fn early_ticks(&self) -> u32 {
        questions::early_ticks()
    }

    /// Whether it fires as long as anybody else can run: what others see of it before a look.
    pub(super) fn is_early(&self) -> bool {
        self.period.is_none() || may_tick_early(self.early)
    }

    /// What a look of the thread `me` finds.
    pub(super) fn due(&self, me: ThreadId) -> Due {
        if questions::in_order() && self.deadline <= known() {
            return Due::Now;
        }
        let knows = self.armed_by.is_none_or(|thread| thread == me);
        if knows && self.deadline <= known_by(me) {
            Due::Now
        } else if !in_order::may_fire(self.deadline.model_time()) {
            Due::NotYet
        } else if !self.is_early() {
            Due::Last {
                spare: self.early < self.early_ticks() + SPARE,
            }
        } else if must_fire(self.refused) {
            Due::Now
        } else {
            Due::Perhaps
        }
    }

    /// It was looked at and did not fire.
    pub(super) fn refuse(&mut self) {
        self.refused += 1;
    }

    /// Fires: the message, and the timer if it is armed again.
    pub(super) fn fire(mut self, object: ObjectId) -> (T, Option<Self>) {
        self.early += u32::from(self.deadline > known());
        self.refused = 0;
        fire(self.deadline, Some(object));
        let message = (self.message)(self.deadline);
        // As crossbeam's, it counts from when it fired.
        let next = self.period.and_then(|period| known().checked_add(period));
        in_order::set(object, next.map(Instant::model_time));
        match next {
            Some(next) => {
                self.deadline = next;
                self.armed_by = Some(recorder::me());
                (message, Some(self))
            }
            None => (message, None),
        }
    }
}
