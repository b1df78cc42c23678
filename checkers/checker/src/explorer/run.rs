//! What all threads of one execution share besides the model's own objects: time, and the return of
//! main.

use crate::log::ThreadId;
use crate::log::recorder;
use crate::questions;
use explorer::{Access, Event as Cause, Object};
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// Objects of the engine that belong to no twin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shared {
    /// Read by who looks at the clock, updated by a timer that fires: the later time wins, so
    /// timers commute.
    pub(crate) clock: Object,
    /// Updated by who waits with a time-out, and exclusive to a ticker that fires only when nothing
    /// else can run.
    pub(crate) idle: Object,
    /// Read by every step that a thread must not take once main has returned.
    returned: Object,
}

#[derive(Debug, Default)]
struct Threads {
    /// The latest time that each thread knows of.
    times: Vec<Duration>,
    /// The step in which each thread ended.
    ends: Vec<Cause>,
    ended: usize,
}

thread_local! {
    /// There is a ticker.
    static TICKS: Cell<bool> = const { Cell::new(false) };
    static SHARED: Cell<Option<Shared>> = const { Cell::new(None) };
    static THREADS: RefCell<Threads> = RefCell::default();
}

/// Begins an execution.
pub(super) fn begin() {
    TICKS.set(false);
    SHARED.set(Some(Shared {
        clock: explorer::object(),
        idle: explorer::object(),
        returned: explorer::object(),
    }));
    THREADS.with(|threads| {
        *threads.borrow_mut() = Threads {
            times: vec![recorder::now()],
            ..Threads::default()
        };
    });
}

/// What all threads of this execution share.
pub(crate) fn shared() -> Shared {
    SHARED.get().expect("an execution has begun")
}

/// A ticker was made: it may wait until no other thread can continue.
pub(crate) fn ticks() {
    TICKS.set(true);
}

/// Whether there is one.
pub(super) fn has_ticker() -> bool {
    TICKS.get()
}

/// What a step that must not come after the return of main touches.
pub(super) fn before_return() -> (Object, Access) {
    (shared().returned, Access::READ)
}

/// How a step touches the clock in which time is up.
pub(crate) fn going_on() -> (Object, Access) {
    match questions::in_order() {
        true => (shared().clock, Access::EXCLUSIVE),
        false => (shared().clock, Access::UPDATE),
    }
}

/// A thread was started by the running one, and knows what that one knows of the time.
pub(crate) fn started(thread: ThreadId) {
    let now = known(recorder::me());
    THREADS.with(|threads| {
        let times = &mut threads.borrow_mut().times;
        times.resize(usize::from(thread) + 1, now);
    });
}

/// The running step is the last of its thread.
pub(crate) fn ended() {
    THREADS.with(|threads| {
        let mut threads = threads.borrow_mut();
        threads.ends.push(explorer::now());
        threads.ended += 1;
    });
}

/// The latest time that a thread knows of: a look at the clock, a timer that it saw fire.
///
/// Deadlines count from it, and not from the clock: no thread's timer then depends on another's.
pub(crate) fn known(thread: ThreadId) -> Duration {
    THREADS.with(|threads| threads.borrow().times[usize::from(thread)])
}

/// The running thread has seen that it is `time` at least.
pub(crate) fn learn(time: Duration) {
    recorder::advance_to(time);
    THREADS.with(|threads| {
        let known = &mut threads.borrow_mut().times[usize::from(recorder::me())];
        *known = time.max(*known);
    });
}

/// How the return of main touches the same.
pub(super) fn after_return() -> (Object, Access) {
    (shared().returned, Access::EXCLUSIVE)
}

/// Whether all threads but one have ended.
pub(super) fn all_others_ended() -> bool {
    THREADS.with(|threads| {
        let threads = threads.borrow();
        threads.ended + 1 == threads.times.len()
    })
}

/// The steps in which threads ended, once.
pub(super) fn ends() -> Vec<Cause> {
    THREADS.with(|threads| std::mem::take(&mut threads.borrow_mut().ends))
}
