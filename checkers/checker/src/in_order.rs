//! Whose timers are armed, and whether one may fire before another.
//!
//! A deadline is the time at which a timer was started plus its duration, and it is as late as the latest
//! deadline that has fired. Timers fire in any order unless a check asks for
//! [`Check::timers_in_order`](crate::Check::timers_in_order): then one fires only if no thread waits for an
//! earlier deadline.

use crate::log::recorder;
use crate::log::{ObjectId, ThreadId};
use crate::questions;
use std::cell::RefCell;
use std::time::Duration;

/// What a thread waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Armed {
    own: Option<Duration>,
    /// Channels that deliver when a timer fires.
    timers: Vec<usize>,
}

/// A deadline that counts from when its timer starts.
#[derive(Clone, Copy, Debug)]
struct Computed {
    deadline: Duration,
    duration: Duration,
    /// Counted so.
    started: Option<Duration>,
}

#[derive(Debug, Default)]
struct Table {
    execution: u32,
    /// By thread.
    armed: Vec<Armed>,
    /// When the timer of a channel fires next.
    timers: Vec<(usize, Duration)>,
    /// The deadline that a thread computed last.
    computed: Vec<Option<Computed>>,
}

impl Table {
    fn timer(&self, timer: usize) -> Option<Duration> {
        let mut timers = self.timers.iter();
        timers.find(|(id, _)| *id == timer).map(|(_, at)| *at)
    }

    /// The earliest deadline for which a thread waits.
    fn earliest(&self, thread: usize) -> Option<Duration> {
        let armed = self.armed.get(thread)?;
        let timers = armed.timers.iter().filter_map(|id| self.timer(*id));
        timers.chain(armed.own).min()
    }

    fn overtakes(&self, deadline: Duration) -> bool {
        let threads = 0..self.armed.len();
        let mut earliest = threads.filter_map(|thread| self.earliest(thread));
        deadline > recorder::now() && earliest.any(|earlier| earlier < deadline)
    }
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Table) -> R) -> R {
    TABLE.with(|table| {
        let mut table = table.borrow_mut();
        if table.execution != recorder::execution() {
            *table = Table {
                execution: recorder::execution(),
                ..Table::default()
            };
        }
        f(&mut table)
    })
}

/// The entry of a thread.
fn of<T: Default + Clone>(entries: &mut Vec<T>, thread: ThreadId) -> &mut T {
    let needed = entries.len().max(usize::from(thread) + 1);
    entries.resize(needed, T::default());
    &mut entries[usize::from(thread)]
}

/// The running thread computed a deadline, so long from now.
pub(crate) fn computed(deadline: Duration, duration: Duration) {
    let computed = Computed {
        deadline,
        duration,
        started: None,
    };
    with(|table| *of(&mut table.computed, recorder::me()) = Some(computed));
}

/// A deadline of the running thread; one that it computed counts from its timer's start, which is the first
/// call. Where timers fire in any order it stays as it is: what others do with the time makes no difference.
pub(crate) fn from_start(deadline: Duration) -> Duration {
    if !questions::in_order() {
        return deadline;
    }
    with(|table| match of(&mut table.computed, recorder::me()) {
        Some(computed) if computed.deadline == deadline => *computed
            .started
            .get_or_insert(recorder::now() + computed.duration),
        _ => deadline,
    })
}

/// The running thread waits until then, or until one of these channels' timers fires.
pub(crate) fn arm(own: Option<Duration>, timers: &[ObjectId]) {
    let timers = timers.iter().map(|id| id.index()).collect();
    with(|table| *of(&mut table.armed, recorder::me()) = Armed { own, timers });
}

/// Whether it does already.
pub(crate) fn is_armed(own: Option<Duration>, timers: &[ObjectId]) -> bool {
    with(|table| {
        let me = recorder::me();
        let started = of(&mut table.computed, me).and_then(|computed| {
            let mine = own == Some(computed.deadline);
            computed.started.filter(|_| mine)
        });
        let armed = of(&mut table.armed, me);
        let same = armed
            .timers
            .iter()
            .copied()
            .eq(timers.iter().map(|id| id.index()));
        (own.is_some() || !timers.is_empty()) && same && armed.own == started.or(own)
    })
}

/// It does not wait any more, or is about to take a step that does not wait for time.
pub(crate) fn disarm() {
    arm(None, &[]);
}

/// When the time of the running thread's own wait is up.
pub(crate) fn own(otherwise: Duration) -> Duration {
    let own = with(|table| of(&mut table.armed, recorder::me()).own);
    own.unwrap_or(otherwise)
}

/// The timer of a channel fires next at that time, or never again.
pub(crate) fn set(timer: ObjectId, next: Option<Duration>) {
    with(|table| {
        table.timers.retain(|(id, _)| *id != timer.index());
        table.timers.extend(next.map(|next| (timer.index(), next)));
    });
}

/// Whether a timer fires before one with an earlier deadline that a thread waits for.
pub(crate) fn overtakes(deadline: Duration) -> bool {
    with(|table| table.overtakes(deadline))
}

/// Whether a timer with this deadline may fire now.
pub(crate) fn may_fire(deadline: Duration) -> bool {
    !questions::in_order() || !overtakes(deadline)
}

/// Whether the timer of a channel fires before one with an earlier deadline that a thread waits for.
pub(crate) fn timer_overtakes(timer: ObjectId) -> bool {
    with(|table| {
        let deadline = table.timer(timer.index());
        deadline.is_some_and(|deadline| table.overtakes(deadline))
    })
}

/// Whether the running thread waits for the timer of this channel.
pub(crate) fn waits_for(timer: ObjectId) -> bool {
    with(|table| {
        of(&mut table.armed, recorder::me())
            .timers
            .contains(&timer.index())
    })
}

/// Whether the timer of a channel fires later than now.
pub(crate) fn is_later(timer: ObjectId) -> bool {
    let deadline = with(|table| table.timer(timer.index()));
    deadline.is_some_and(|deadline| deadline > recorder::now())
}

/// Whether a timer that this thread waits for may.
pub(crate) fn may_fire_first(thread: ThreadId) -> bool {
    !questions::in_order()
        || with(|table| {
            let first = table.earliest(usize::from(thread));
            first.is_some_and(|first| !table.overtakes(first))
        })
}
