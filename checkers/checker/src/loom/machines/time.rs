//! When a timer fires: at any look, or when nothing else can run.

use super::in_vain;
use super::wait::Waiter;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, Pending};
use crate::loom::choices::choose_to_fire;
use crate::loom::sync::time::{Deadline, Duration, Instant, deadline};

/// The time that deadlines count from: that of the clock.
pub(crate) fn known() -> Instant {
    Instant::at(recorder::now())
}

/// The running thread reads the clock: no step, since a timer fires in a step of its own thread.
pub(crate) fn looks(_loc: Loc) {}

/// Whether a timer with this deadline ends the wait at `loc` at this look. If it has not passed yet, both
/// are explored, and the next step of the thread tells of the choice; but only a few times, since a
/// loop of such waits has no end.
pub(crate) fn fires_now(deadline: Deadline, object: Option<ObjectId>, loc: Loc) -> bool {
    let Some(deadline) = deadline else {
        return false;
    };
    if deadline <= known() {
        return true;
    }
    let fires = in_vain::may_continue(loc) && choose_to_fire();
    if fires {
        in_vain::continues(loc);
        fire(deadline);
        recorder::chose(Choice::Timer { object });
    }
    fires
}

/// The clock after a timer with this deadline fired.
pub(crate) fn fire(deadline: Instant) {
    recorder::advance_to(deadline.model_time());
}

/// Blocks the thread until the timer fires.
pub(crate) fn sleep(duration: Duration, loc: Loc) {
    let deadline = deadline(duration);
    let fires = fires_now(deadline, None, loc);
    if !fires {
        Event::new(Op::Sleep, Some(loc)).record_blocked();
        let waiter = Waiter::new();
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
