//! What a running execution asks the search: which way to go, and which points to have.

use crate::settings::{Points, Settings};
use std::cell::{Cell, RefCell};

/// How often a thread goes on after a yield, or a timeout, though nothing has changed.
pub(crate) const IN_VAIN: u32 = 3;

/// A timer that could fire is looked at so often without firing.
const PATIENCE: u32 = 19;

thread_local! {
    static SPURIOUS: Cell<bool> = const { Cell::new(false) };
    static IN_ORDER: Cell<bool> = const { Cell::new(false) };
    static IMPATIENT: Cell<bool> = const { Cell::new(false) };
    static STALE_READS: Cell<Option<u32>> = const { Cell::new(None) };
    static MAX_STEPS: Cell<usize> = const { Cell::new(0) };
    static EARLY_TICKS: Cell<u32> = const { Cell::new(0) };
    static LIMITS: RefCell<Vec<&'static str>> = const { RefCell::new(vec![]) };
    static POINTS: Cell<Points> = Cell::default();
    static WANTED: Cell<Points> = Cell::default();
    static YIELDS: Cell<bool> = const { Cell::new(false) };
    static IN_A_HURRY: Cell<bool> = const { Cell::new(false) };
    static NEVER_IN_PLACE: Cell<bool> = const { Cell::new(false) };
    static MOST_DROPS: Cell<u32> = const { Cell::new(0) };
    /// Of this execution.
    static DROPS: Cell<u32> = const { Cell::new(0) };
}

/// Begins a search: nothing was left out yet.
pub(crate) fn begin(settings: &Settings) {
    MAX_STEPS.set(settings.max_branches);
    SPURIOUS.set(settings.spurious);
    EARLY_TICKS.set(settings.early_ticks);
    IMPATIENT.set(settings.impatient);
    STALE_READS.set(settings.stale_reads);
    IN_ORDER.set(settings.in_order);
    MOST_DROPS.set(settings.drops);
    NEVER_IN_PLACE.set(settings.never_in_place);
    POINTS.set(settings.points);
    WANTED.set(settings.points);
    YIELDS.set(false);
    hurry(false);
}

/// Begins an execution.
pub(crate) fn begin_execution() {
    DROPS.set(MOST_DROPS.get());
}

/// What executions said.
#[derive(Debug, Default)]
pub(crate) struct Said {
    limits: Vec<&'static str>,
    wanted: Points,
    yields: bool,
}

/// What executions said on this OS thread, which then has said nothing.
pub(crate) fn take_said() -> Said {
    Said {
        limits: LIMITS.take(),
        wanted: WANTED.replace(POINTS.get()),
        yields: YIELDS.replace(false),
    }
}

/// Says what executions said, perhaps on another OS thread.
pub(crate) fn say(said: Said) {
    said.limits.into_iter().for_each(limited);
    WANTED.set(WANTED.get().and(said.wanted));
    YIELDS.set(YIELDS.get() || said.yields);
}

/// Whether timers fire in the order of their deadlines.
pub(crate) fn in_order() -> bool {
    IN_ORDER.get()
}

/// Whether timers fire sooner than they have to.
pub(crate) fn impatient() -> bool {
    IMPATIENT.get()
}

/// Whether things happen that may happen for no reason.
pub(crate) fn is_spurious() -> bool {
    SPURIOUS.get()
}

/// How many stale reads an execution may have; `None`: any number.
pub(crate) fn stale_reads() -> Option<u32> {
    STALE_READS.get()
}

/// How many steps an execution may have.
pub(crate) fn max_steps() -> usize {
    MAX_STEPS.get()
}

/// Says that a thread parks, which may return for no reason.
pub(crate) fn parks() {
    if !is_spurious() {
        limited("`park` may also return spuriously, which `spurious` explores");
    }
}

/// Says that a thread compares weakly, which may fail for no reason.
pub(crate) fn compares_weakly() {
    if !is_spurious() {
        limited("`compare_exchange_weak` may also fail spuriously, which `spurious` explores");
    }
}

/// How often a ticker may fire before it has to.
pub(crate) fn early_ticks() -> u32 {
    EARLY_TICKS.get()
}

/// Whether a ticker that fired `early` times before it had to may do so again.
pub(crate) fn may_tick_early(early: u32) -> bool {
    let may = early < EARLY_TICKS.get();
    if !may {
        limited("tickers that fire early more often were not tried");
    }
    may
}

/// Whether a timer that was looked at `refused` times without firing has to fire now: time does
/// pass, and a loop that polls forever is not one that waits forever.
pub(crate) fn must_fire(refused: u32) -> bool {
    let must = refused >= PATIENCE;
    if must {
        limited("a timer fires when it is polled for the 20th time, at the latest");
    }
    must
}

/// Says that a thread which yielded in vain had to wait for a change.
pub(crate) fn held_back() {
    limited(
        "a thread that yields or times out three times in a row without observing a change is blocked \
         until something it has read changes",
    );
}

/// Says that loops were taken to wait.
pub(crate) fn awaits() {
    limited(
        "a loop that only polls and yields was treated as blocked until a change, because its unsuccessful \
         polls made no difference in the executions tried before",
    );
}

/// Says that some thread yields.
pub(crate) fn yields() {
    YIELDS.set(true);
}

/// Whether some thread yields.
pub(crate) fn has_yields() -> bool {
    YIELDS.get()
}

/// From now on a thread that yields goes on a few times before the others, or lets them go first.
pub(crate) fn hurry(hurry: bool) {
    IN_A_HURRY.set(hurry);
}

/// Whether a thread that yields goes on a few times before the others.
pub(crate) fn in_a_hurry() -> bool {
    IN_A_HURRY.get()
}

/// Says that something was not explored.
fn limited(how: &'static str) {
    LIMITS.with(|limits| {
        let mut limits = limits.borrow_mut();
        if !limits.contains(&how) {
            limits.push(how);
        }
    });
}

/// What was not explored, in words.
pub(crate) fn limits() -> Vec<&'static str> {
    LIMITS.with(|limits| limits.borrow().clone())
}

/// The points that this search has.
pub(crate) fn points() -> Points {
    POINTS.get()
}

/// Says that a thread checks a lock without waiting for it: the search begins again.
pub(crate) fn want_unlock_points() {
    WANTED.set(Points {
        unlocks: true,
        ..WANTED.get()
    });
}

/// Says that a select may meet a try or another select: without such points they would wait for each
/// other, so the search begins again, whatever it found.
pub(crate) fn want_meeting_points() {
    WANTED.set(Points {
        meets: true,
        ..WANTED.get()
    });
}

/// Whether that was said, of a search that has no such points.
pub(crate) fn lacks_meeting_points() -> bool {
    WANTED.get().meets && !POINTS.get().meets
}

/// Says that a thread tries what a select waits for too: the search begins again.
pub(crate) fn want_arm_points() {
    WANTED.set(Points {
        arms: true,
        ..WANTED.get()
    });
}

/// Says that a message held something when it was dropped with its channel: the search begins again.
pub(crate) fn want_drop_points() {
    WANTED.set(Points {
        drops: true,
        ..WANTED.get()
    });
}

/// Says that a thread waits for a group in a section that never blocks: the search begins again.
pub(crate) fn want_group_points() {
    WANTED.set(Points {
        groups: true,
        ..WANTED.get()
    });
}

/// Says that it can be told in which order tasks began to wait for something: the search begins again.
pub(crate) fn want_arrivals() {
    WANTED.set(Points {
        arrivals: true,
        ..WANTED.get()
    });
}

/// Says that a runtime was started.
pub(crate) fn runs_tasks() {
    limited(match points().one_thread {
        true => "tasks on one thread",
        false => "tasks on several threads",
    });
    if MOST_DROPS.get() > 0 {
        limited("any task dropped at any await");
    }
}

/// Says that a poll waited as a thread waits, which holds up all tasks of its thread: the search begins again with a
/// runtime of one thread.
pub(crate) fn want_one_thread() {
    WANTED.set(Points {
        one_thread: true,
        ..WANTED.get()
    });
}

/// How many tasks an execution may drop.
pub(crate) fn most_drops() -> u32 {
    MOST_DROPS.get()
}

/// Whether each await polls, and waits until it is woken.
pub(crate) fn never_in_place() -> bool {
    NEVER_IN_PLACE.get()
}

/// Whether one more task may be dropped at any of its awaits.
pub(crate) fn may_drop() -> bool {
    DROPS.get() > 0
}

/// The task that is spawned is one of those that may be dropped.
pub(crate) fn drops() {
    DROPS.set(DROPS.get() - 1);
}

/// Whether the search has to begin again, with more points.
pub(crate) fn must_begin_again() -> bool {
    WANTED.get() != POINTS.get()
}

/// The points that were asked for.
pub(crate) fn wanted() -> Points {
    WANTED.get()
}

/// From now on the search has all the points that were asked for.
pub(crate) fn add_points() {
    POINTS.set(WANTED.get());
}
