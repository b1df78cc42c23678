//! Model time: it stands still until a timer fires or a sleep ends.
//!
//! How long a timer is decides nothing but the clock: it may fire at any moment after it was armed,
//! also before a shorter one, unless a check asks for
//! [`timers_in_order`](crate::Check::timers_in_order). That explores more than can happen, never less, and
//! costs no thread.

use super::machines;
use crate::culprit;
use crate::in_order;
use crate::log::recorder;
use crate::plain::here;
use std::ops::{Add, AddAssign, Sub};

pub use std::time::Duration;

/// Where model time begins: like a real clock, it has run before the program.
const BEGINNING: Duration = Duration::from_hours(24);

/// The latest time that the running thread knows of.
#[cfg(feature = "tasks")]
pub(crate) fn known() -> Instant {
    machines::time::known()
}

/// When time is up; `None`: never.
pub(crate) type Deadline = Option<Instant>;

/// A point in model time; the checked type for [`std::time::Instant`].
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::thread, sync::time::{Duration, Instant}};
///
/// let report = check("model time", || {
///     let start = Instant::now();
///     thread::sleep(Duration::from_secs(3600));
///     start.elapsed().as_secs()
/// });
/// // No real time passes.
/// report.holds().reaches(["3600"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    /// Returns the point that model time has reached.
    #[track_caller]
    pub fn now() -> Self {
        let loc = here();
        culprit::called_inside("`Instant::now`", loc);
        machines::time::looks(loc);
        Instant::at(recorder::now())
    }

    /// The point at which model time is `time`.
    pub(crate) fn at(time: Duration) -> Self {
        Instant(BEGINNING + time)
    }

    /// Model time at this point.
    pub(crate) fn model_time(self) -> Duration {
        self.0.saturating_sub(BEGINNING)
    }

    /// Returns the time since `earlier`, or zero if that is later.
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// Returns the time since `earlier`, or zero if that is later.
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }

    /// Returns the time since `earlier`, or `None` if that is later.
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// Returns the time that has passed since this point.
    #[track_caller]
    pub fn elapsed(&self) -> Duration {
        Instant::now().duration_since(*self)
    }

    /// Returns this point plus `duration`, or `None` if it cannot be represented.
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }

    /// Returns this point minus `duration`, or `None` if it cannot be represented.
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
    let deadline = machines::time::known().checked_add(timeout)?;
    in_order::computed(deadline.model_time(), timeout);
    Some(deadline)
}
