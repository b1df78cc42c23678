//! Model time: it stands still until a timer fires or a sleep ends.
//!
//! How long a timer is decides nothing but the clock: it may fire at any moment after it was armed,
//! also before a shorter one. That explores more than can happen, never less, and costs no thread.

use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, Pending};
use crate::loom::choices::choose_to_fire;
use std::ops::{Add, AddAssign, Sub};

pub use std::time::Duration;

/// Where model time begins: like a real clock, it has run before the program.
const BEGINNING: Duration = Duration::from_hours(24);

/// A point in model time; twin of [`std::time::Instant`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    /// The point that model time has reached.
    pub fn now() -> Self {
        Instant(BEGINNING + recorder::now())
    }

    /// The time since `earlier`; zero if that is later.
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// The time since `earlier`; zero if that is later.
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }

    /// The time since `earlier`; `None` if that is later.
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// The time that has passed since this point.
    pub fn elapsed(&self) -> Duration {
        Instant::now().duration_since(*self)
    }

    /// This point plus `duration`; `None` if it cannot be expressed.
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }

    /// This point minus `duration`; `None` if it cannot be expressed.
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;
    fn add(self, duration: Duration) -> Instant {
        Instant(self.0 + duration)
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, duration: Duration) {
        self.0 += duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;
    fn sub(self, duration: Duration) -> Instant {
        Instant(self.0 - duration)
    }
}

impl Sub<Instant> for Instant {
    type Output = Duration;
    fn sub(self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }
}

/// The deadline of something that takes at most `timeout` from now; `None`: never.
pub fn deadline(timeout: Duration) -> Option<Instant> {
    Instant::now().checked_add(timeout)
}

/// Whether a timer with this deadline fires at this look. If it has not passed yet, both are
/// explored, and the next step of the thread tells of the choice.
pub(crate) fn fires_now(deadline: Option<Instant>, object: Option<ObjectId>) -> bool {
    let Some(deadline) = deadline else {
        return false;
    };
    if deadline <= Instant::now() {
        return true;
    }
    let fires = choose_to_fire();
    if fires {
        fire(deadline);
        recorder::chose(Choice::Timer { object });
    }
    fires
}

/// The clock after a timer with this deadline fired.
pub(crate) fn fire(deadline: Instant) {
    recorder::advance_to(deadline.0.saturating_sub(BEGINNING));
}

/// Blocks the thread until the timer fires.
pub(crate) fn sleep(duration: Duration, loc: Loc) {
    let deadline = deadline(duration);
    let fires = fires_now(deadline, None);
    if !fires {
        Event::new(Op::Sleep, Some(loc)).record_blocked();
        let waiter = super::wait::Waiter::new();
        let pending = Pending {
            op: Op::Sleep,
            object: None,
            loc: Some(loc),
            blocked: true,
        };
        match deadline {
            None => drop(waiter.wait(pending)),
            Some(deadline) => {
                waiter.wait_or_fire(pending);
                fire(deadline);
            }
        }
    }
    Event::new(Op::Sleep, Some(loc)).record();
}
