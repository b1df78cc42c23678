//! Model time: it stands still until a timer fires or a sleep ends.
//!
//! A timer may fire whenever its thread is scheduled, whatever its length: so a step that waits with
//! a time-out can always run, and time is up if what it waits for is not there. Each thread counts
//! deadlines from the latest time that it knows of. So a timer's only trace is that the clock goes on,
//! which commutes with other timers, and which only [`Instant::now`] can tell.

use super::wait::here;
use crate::explorer::run;
use crate::explorer::step::{Step, off, tell};
use crate::explorer::waits::others_can_run;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, ThreadId};
use explorer::Access;
use std::ops::{Add, AddAssign, Sub};

pub use std::time::Duration;

/// Where model time begins: like a real clock, it has run before the program.
const BEGINNING: Duration = Duration::from_hours(24);

/// When time is up; `None`: never.
pub(crate) type Deadline = Option<Instant>;

/// A point in model time; twin of [`std::time::Instant`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    /// The point that model time has reached.
    #[track_caller]
    pub fn now() -> Self {
        if !off() {
            Step::new(Op::Len, here())
                .touching(&[(run::shared().clock, Access::READ)])
                .take_it();
            run::learn(recorder::now());
        }
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
    #[track_caller]
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

/// The latest time that the running thread knows of.
pub(super) fn known() -> Instant {
    known_by(recorder::me())
}

/// The latest time that a thread knows of.
pub(super) fn known_by(thread: ThreadId) -> Instant {
    match off() {
        true => Instant(BEGINNING),
        false => Instant(BEGINNING + run::known(thread)),
    }
}

/// The deadline of something that takes at most `timeout` from now; `None`: never.
pub fn deadline(timeout: Duration) -> Option<Instant> {
    known().checked_add(timeout)
}

/// Time passes because a timer with this deadline fired: only then does the running step touch the
/// clock. The next step that the thread tells of tells of the choice.
pub(crate) fn fire(deadline: Instant, object: Option<ObjectId>) {
    if off() {
        return;
    }
    if deadline > known() {
        explorer::touch(run::going_on());
        if others_can_run(recorder::me()) {
            recorder::chose(Choice::Timer { object });
        }
    }
    run::learn(deadline.0.saturating_sub(BEGINNING));
}

/// Blocks the thread until the timer fires.
pub(crate) fn sleep(duration: Duration, loc: Loc) {
    let step = Step::new(Op::Sleep, loc);
    match deadline(duration) {
        None => drop(step.when(|| false)),
        Some(deadline) => {
            step.timed().when(|| false);
            fire(deadline, None);
        }
    }
    tell(Event::new(Op::Sleep, Some(loc)));
}
