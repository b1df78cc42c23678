//! Time for tasks: timers that may fire whenever their task is polled, and in every await.
//!
//! As for threads, how long a timer is decides nothing but the clock.

use super::leaf::{Leaf, Stays};
use super::local::{self, Awaited, local};
use super::machines::tasks::{Ended, fires, times_out};
use super::machines::{choose, off, tell};
use crate::log::Loc;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::plain::{here, plain};
use crate::questions;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Mutex as Plain};
use std::task::{Context, Poll};

pub use super::super::time::{Duration, Instant};

/// Something that may end an await at any moment.
#[derive(Debug)]
pub(super) struct Timer {
    deadline: Option<Instant>,
    /// It drops a future, and may do so although that could go on.
    pub(super) cancels: bool,
    fired: Plain<bool>,
}

impl Timer {
    /// When it fires; `None`: never, unless it cancels.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Whether it ever fires.
    pub(super) fn may_fire(&self) -> bool {
        self.cancels || self.deadline.is_some()
    }

    fn fire(&self) {
        *plain(&self.fired) = true;
        fires(self.deadline);
    }

    pub(super) fn has_fired(&self) -> bool {
        *plain(&self.fired)
    }
}

/// What ended a wait, instead of what the task waited for.
pub(super) enum End {
    Timer(Arc<Timer>),
    /// The task was aborted.
    Aborted,
    /// The search drops the task here.
    Dropped,
}

impl End {
    /// All that may end a wait now; `ready`: what the task waited for is there.
    pub(super) fn all(ready: bool) -> Vec<End> {
        local(|local| {
            let timers = local.timers.iter().filter(|timer| timer.may_fire());
            let first = timers.clone().filter_map(|timer| timer.deadline).min();
            let in_turn = |timer: &&Arc<Timer>| {
                !questions::in_order() || timer.cancels || timer.deadline == first
            };
            let may = |timer: &&Arc<Timer>| !ready || timer.cancels;
            let timers = timers.filter(in_turn).filter(may);
            let mut ends: Vec<End> = timers.cloned().map(End::Timer).collect();
            ends.extend(local.is_victim.then_some(End::Dropped));
            ends
        })
    }

    /// In the running step, a wait that `timed_out`, or one in which the task could have gone on.
    pub(super) fn happens(self, timed_out: bool) {
        match self {
            End::Aborted => local(|local| local.is_dropped = true),
            End::Dropped => {
                local(|local| local.is_dropped = true);
                recorder::chose(Choice::Dropped);
            }
            End::Timer(timer) => {
                disarm(&timer);
                timer.fire();
                if timed_out && !timer.cancels {
                    times_out();
                }
            }
        }
    }
}

fn arm(timer: &Arc<Timer>) {
    local(|local| local.timers.push(Arc::clone(timer)));
}

fn disarm(timer: &Arc<Timer>) {
    local::try_local(|local| local.timers.retain(|other| !Arc::ptr_eq(other, timer)));
}

/// A timer, armed from its first poll on: what a sleep, a timeout and a cancellation have in common.
#[derive(Debug)]
pub(super) struct Alarm {
    timer: Arc<Timer>,
    /// The poll in which it was armed.
    armed: Option<usize>,
}

impl Alarm {
    pub(super) fn new(deadline: Option<Instant>, cancels: bool) -> Self {
        Alarm {
            timer: Arc::new(Timer {
                deadline,
                cancels,
                fired: Plain::new(false),
            }),
            armed: None,
        }
    }

    pub(super) fn has_fired(&self) -> bool {
        self.timer.has_fired()
    }

    /// From now on it may end an await.
    pub(super) fn arm(&mut self) {
        if self.armed.is_none() && !self.has_fired() {
            self.armed = Some(local(|local| local.polls));
            arm(&self.timer);
        }
    }

    /// Whether it may fire at this look: not in the poll in which it was armed, after which nothing has happened.
    fn may_fire_now(&self) -> bool {
        self.timer.may_fire()
            && self
                .armed
                .is_some_and(|at| at != local(|local| local.polls))
    }

    /// Looks whether it has fired; it may do so at this look.
    pub(super) fn look(&mut self) -> bool {
        self.arm();
        if !self.has_fired() && self.may_fire_now() {
            let fires = local(|local| local.fires);
            if fires || (!local::waits_in_place() && choose(2) == 1) {
                self.fire();
            }
        }
        self.has_fired()
    }

    fn fire(&self) {
        disarm(&self.timer);
        self.timer.fire();
    }

    /// Whether a look may find that it has fired.
    pub(super) fn is_ready(&mut self) -> bool {
        self.arm();
        self.has_fired() || self.may_fire_now()
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        disarm(&self.timer);
    }
}

/// A future that is ready once its deadline has passed; the checked type for `tokio::time::Sleep`.
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep {
    alarm: Alarm,
    loc: Loc,
}

impl Leaf for Sleep {}
impl Stays for Sleep {}

/// Waits until `duration` has passed.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks, sync::time::Duration};
///
/// let report = check("sleep", || {
///     tasks::block_on(async {
///         let before = tasks::time::Instant::now();
///         tasks::time::sleep(Duration::from_secs(60)).await;
///         before.elapsed().as_secs()
///     })
/// });
/// // No real time passes.
/// report.holds().reaches(["60"]);
/// ```
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    Sleep::new(super::super::time::deadline(duration), here())
}

/// Waits until `deadline`.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new(Some(deadline), here())
}

impl Sleep {
    pub(super) fn new(deadline: Option<Instant>, loc: Loc) -> Self {
        Sleep {
            alarm: Alarm::new(deadline, false),
            loc,
        }
    }

    /// Returns true if the deadline has passed.
    pub fn is_elapsed(&self) -> bool {
        self.alarm.has_fired()
    }

    /// Returns the time at which it is ready.
    pub fn deadline(&self) -> Option<Instant> {
        self.alarm.timer.deadline
    }

    /// Makes it ready at `deadline` instead.
    pub fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        self.alarm = Alarm::new(Some(deadline), false);
    }

    fn awaited(&self) -> Awaited {
        Awaited {
            op: Op::Sleep,
            object: None,
            loc: self.loc,
        }
    }

    /// Sleeps in its place. False if something else ended the sleep.
    fn in_place(&mut self) -> bool {
        self.alarm.arm();
        let (gate, until) = local(|local| (local.gate.clone(), local.until()));
        let ended = gate.sleep(self.awaited().wish(), until);
        if off() {
            return false;
        }
        if ended == Ended::Aborted {
            End::Aborted.happens(false);
            return false;
        }
        let mut ends = End::all(false);
        ends.swap_remove(choose(ends.len())).happens(true);
        self.alarm.has_fired()
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<()> {
        if local::is_asked() {
            if self.alarm.is_ready() {
                local::answer();
            }
            return Poll::Pending;
        }
        let in_place = local::waits_in_place() && !self.alarm.has_fired();
        if (in_place && self.in_place()) || (!in_place && self.alarm.look()) {
            tell(Event::new(Op::Sleep, Some(self.loc)));
            return Poll::Ready(());
        }
        local::awaits(self.awaited());
        Poll::Pending
    }
}

/// The error of [`timeout`]: the deadline passed.
#[derive(Debug, PartialEq, Eq)]
pub struct Elapsed(());

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("deadline has elapsed")
    }
}

impl std::error::Error for Elapsed {}

/// A future with a timeout; the checked type for `tokio::time::Timeout`.
#[must_use = "futures do nothing unless awaited"]
pub struct Timeout<F> {
    future: Pin<Box<F>>,
    alarm: Alarm,
    loc: Loc,
}

impl<F: Leaf> Leaf for Timeout<F> {}
impl<F: Stays> Stays for Timeout<F> {}

impl<F> fmt::Debug for Timeout<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timeout").finish_non_exhaustive()
    }
}

/// Polls `future` until it is ready or `duration` has passed. What drops this future drops `future` with it.
///
/// # Errors
/// The deadline passed first.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks, sync::time::Duration};
///
/// let report = check("timeout", || {
///     tasks::block_on(async {
///         let (sender, mut receiver) = tasks::mpsc::channel(1);
///         let task = tasks::spawn(async move { sender.send(1).await.is_ok() });
///         let first = tasks::time::timeout(Duration::from_secs(1), receiver.recv()).await;
///         drop(receiver);
///         task.await.unwrap();
///         first
///     })
/// });
/// report.holds().reaches(["Ok(Some(1))", "Err(Elapsed(()))"]);
/// ```
#[track_caller]
pub fn timeout<F: IntoFuture>(duration: Duration, future: F) -> Timeout<F::IntoFuture> {
    Timeout::new(super::super::time::deadline(duration), future, here())
}

/// As [`timeout`], until `deadline`.
///
/// # Errors
/// The deadline passed first.
#[track_caller]
pub fn timeout_at<F: IntoFuture>(deadline: Instant, future: F) -> Timeout<F::IntoFuture> {
    Timeout::new(Some(deadline), future, here())
}

impl<F> Timeout<F> {
    pub(super) fn new(
        deadline: Option<Instant>,
        future: impl IntoFuture<IntoFuture = F>,
        loc: Loc,
    ) -> Timeout<F> {
        Timeout {
            future: Box::pin(future.into_future()),
            alarm: Alarm::new(deadline, false),
            loc,
        }
    }

    /// What it waits for.
    pub(super) fn of(&mut self) -> Pin<&mut F> {
        self.future.as_mut()
    }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // It adds a timer to what the future waits for, and polls nothing else.
        self.alarm.arm();
        if let Poll::Ready(value) = self.future.as_mut().poll(context) {
            return Poll::Ready(Ok(value));
        }
        if local::is_asked() {
            if self.alarm.is_ready() {
                local::answer();
            }
            return Poll::Pending;
        }
        if self.alarm.look() {
            tell(Event {
                arms: local(|local| local.arms()),
                ..Event::new(Op::TimeIsUp, Some(self.loc))
            });
            return Poll::Ready(Err(Elapsed(())));
        }
        Poll::Pending
    }
}

/// When the ticks of an [`Interval`] come; the checked type for `tokio::time::Interval`.
#[derive(Debug)]
pub struct Interval {
    period: Duration,
    next: Sleep,
    first: bool,
}

/// Returns a stream of ticks, of which the first comes at once.
///
/// # Panics
/// If `period` is zero.
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    assert!(!period.is_zero(), "`period` must be non-zero.");
    Interval {
        period,
        next: Sleep::new(super::super::time::deadline(period), here()),
        first: true,
    }
}

impl Interval {
    /// Waits for the next tick. To drop the future loses none.
    #[track_caller]
    pub fn tick(&mut self) -> Tick<'_> {
        self.next.loc = here();
        Tick(self)
    }

    /// Returns the time between two ticks.
    pub fn period(&self) -> Duration {
        self.period
    }

    /// The next tick comes after a whole period from now.
    pub fn reset(&mut self) {
        let deadline = super::super::time::deadline(self.period);
        (self.next, self.first) = (Sleep::new(deadline, self.next.loc), false);
    }
}

/// The future of [`Interval::tick`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Tick<'a>(&'a mut Interval);

impl Leaf for Tick<'_> {}
impl Stays for Tick<'_> {}

impl Future for Tick<'_> {
    type Output = Instant;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Instant> {
        let ticks = &mut *self.0;
        if ticks.first && local::is_asked() {
            local::answer();
            return Poll::Pending;
        }
        if !std::mem::take(&mut ticks.first) {
            std::task::ready!(Pin::new(&mut ticks.next).poll(context));
            let deadline = super::super::time::deadline(ticks.period);
            ticks.next = Sleep::new(deadline, ticks.next.loc);
        }
        Poll::Ready(super::super::time::known())
    }
}
