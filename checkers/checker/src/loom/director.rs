//! Lets threads take their steps in an order that is asked for.
//!
//! Loom takes no schedule, but the first execution of a search may be led: a thread whose turn has not come yields
//! until it has. That orders nothing between threads, so a data race is one as before, and a load may return what
//! it may return otherwise.

use crate::failure;
use crate::log::recorder;
use crate::log::{Pending, ThreadId};
use crate::loom::engine;
use recording::FailureKind;
use std::cell::RefCell;

/// A thread that waits for its turn yields no more often than that: the one whose turn it is has to wait for
/// something else.
const PATIENCE: u32 = 200;

/// Why an execution ends that could not be led.
pub(super) const NO_SUCH: &str = "no execution begins so";

#[derive(Debug, Default)]
struct Director {
    /// Whose steps were taken.
    taken: Vec<ThreadId>,
    /// Whose are asked for; any follow.
    script: Vec<ThreadId>,
    /// So often a thread yielded since the last step.
    yields: u32,
}

thread_local! {
    static DIRECTOR: RefCell<Director> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Director) -> R) -> R {
    DIRECTOR.with(|director| f(&mut director.borrow_mut()))
}

/// From now on executions begin with the steps of these threads; main's first one is no step.
pub(super) fn ask_for(script: Vec<ThreadId>) {
    with(|director| director.script = script);
}

/// An execution begins.
pub(super) fn begin() {
    with(|director| {
        director.taken.clear();
        director.taken.push(0);
    });
}

/// The number of the running step.
pub(super) fn step() -> usize {
    with(|director| director.taken.len().saturating_sub(1))
}

/// Whose steps were taken, in order.
pub(super) fn taken() -> Vec<ThreadId> {
    with(|director| director.taken.clone())
}

/// Whether all steps that were asked for were taken.
pub(super) fn is_done() -> bool {
    turn().is_none()
}

/// Whose turn it is; `None`: anybody's.
pub(crate) fn turn() -> Option<ThreadId> {
    with(|director| director.script.get(director.taken.len()).copied())
}

/// Runs `f`, in which loom may switch threads, as a step of the running thread.
pub(crate) fn during<R>(pending: Pending, f: impl FnOnce() -> R) -> R {
    wait_for_turn(pending);
    let out = recorder::during(pending, f);
    took();
    out
}

/// The running thread took a step.
pub(crate) fn took() {
    if !recorder::failed() {
        with(|director| {
            director.taken.push(recorder::me());
            director.yields = 0;
        });
    }
}

fn wait_for_turn(pending: Pending) {
    while !recorder::failed() && turn().is_some_and(|turn| turn != recorder::me()) {
        let yields = with(|director| {
            director.yields += 1;
            director.yields
        });
        if yields > PATIENCE {
            return failure::refuse(FailureKind::Limit, NO_SUCH);
        }
        recorder::during(pending, engine::yield_now);
    }
}
