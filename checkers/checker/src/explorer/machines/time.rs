//! When a timer fires: whenever its thread is scheduled.
//!
//! So a step that waits with a time-out can always run, and time is up if what it waits for is not
//! there. Each thread counts deadlines from the latest time that it knows of. So a timer's only trace
//! is that the clock goes on, which commutes with other timers, and which only
//! [`Instant::now`] can tell.

use crate::explorer::run;
use crate::explorer::step::{Step, off, tell};
use crate::explorer::sync::time::{Duration, Instant, deadline};
use crate::explorer::waits::others_can_run;
use crate::in_order;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, ThreadId};
use crate::questions;
use explorer::Access;

/// The latest time that the running thread knows of: deadlines count from it.
pub(crate) fn known() -> Instant {
    match questions::in_order() {
        true => Instant::at(recorder::now()),
        false => known_by(recorder::me()),
    }
}

/// The latest time that a thread knows of.
pub(crate) fn known_by(thread: ThreadId) -> Instant {
    match off() {
        true => Instant::at(Duration::ZERO),
        false => Instant::at(run::known(thread)),
    }
}

/// The running thread reads the clock.
pub(crate) fn looks(loc: Loc) {
    if !off() {
        Step::new(Op::Len, loc)
            .touching(&[(run::shared().clock, Access::READ)])
            .take_it();
        run::learn(recorder::now());
    }
}

/// Time passes because a timer with this deadline fired: only then does the running step touch the
/// clock. The next step that the thread tells of tells of the choice.
pub(crate) fn fire(deadline: Instant, object: Option<ObjectId>) {
    if off() {
        return;
    }
    let overtakes = in_order::overtakes(deadline.model_time());
    if deadline > known() {
        explorer::touch(run::going_on());
        if overtakes || others_can_run(recorder::me()) {
            recorder::chose(Choice::Timer { object, overtakes });
        }
    }
    run::learn(deadline.model_time());
}

/// The running step is a wait that ends without what it waited for, because a timer with this deadline
/// fired. It counts as a yield.
pub(crate) fn time_is_up(deadline: Instant, object: Option<ObjectId>) {
    fire(Instant::at(in_order::own(deadline.model_time())), object);
    explorer::timed_out();
}

/// Blocks the thread until the timer fires.
pub(crate) fn sleep(duration: Duration, loc: Loc) {
    let step = Step::new(Op::Sleep, loc);
    match deadline(duration) {
        None => drop(step.when(|| false)),
        Some(deadline) => {
            step.timed(deadline).when(|| false);
            time_is_up(deadline, None);
        }
    }
    tell(Event::new(Op::Sleep, Some(loc)));
}
