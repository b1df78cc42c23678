//! When a timer fires: at any look, or when nothing else can run.

use super::wait::Waiter;
use super::{clock, in_vain};
use crate::in_order;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, Pending};
use crate::loom::choices::choose_to_fire;
use crate::loom::sync::time::{Deadline, Duration, Instant, deadline};
use crate::questions;

/// The time that deadlines count from: that of the clock.
pub(crate) fn known() -> Instant {
    Instant::at(recorder::now())
}

/// The running thread reads the clock: no step, since a timer fires in a step of its own thread. Where they fire in
/// order, that thread has passed the clock's point before.
pub(crate) fn looks(_loc: Loc) {
    if questions::in_order() {
        clock::pass();
    }
}

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
    let may = in_order::may_fire(deadline.model_time());
    let fires = may && in_vain::may_continue(loc) && choose_to_fire();
    if fires {
        in_vain::continues(loc);
        let overtakes = in_order::overtakes(deadline.model_time());
        fire(deadline);
        recorder::chose(Choice::Timer { object, overtakes });
    }
    fires
}

/// The running thread begins to wait until then, or until a timer of these channels fires. The deadline,
/// counted from now.
pub(crate) fn arms(own: Deadline, timers: &[ObjectId]) -> Deadline {
    if !in_order::is_armed(own.map(Instant::model_time), timers) {
        if questions::in_order() && (own.is_some() || !timers.is_empty()) {
            clock::pass();
        }
        let own = own.map(|own| in_order::from_start(own.model_time()));
        in_order::arm(own, timers);
    }
    own.map(|own| Instant::at(in_order::own(own.model_time())))
}

/// A timer starts: where they fire in order, that is a step, since it may keep others from firing. Its
/// deadline, counted from now.
pub(crate) fn starts(deadline: Instant) -> Instant {
    if questions::in_order() {
        clock::pass();
    }
    Instant::at(in_order::from_start(deadline.model_time()))
}

/// The clock after a timer with this deadline fired.
pub(crate) fn fire(deadline: Instant) {
    let overtakes = in_order::overtakes(deadline.model_time());
    if overtakes {
        let object = None;
        recorder::chose(Choice::Timer { object, overtakes });
    }
    recorder::advance_to(deadline.model_time());
}

/// Blocks the thread until the timer fires.
pub(crate) fn sleep(duration: Duration, loc: Loc) {
    let deadline = arms(deadline(duration), &[]);
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
    in_order::disarm();
    Event::new(Op::Sleep, Some(loc)).record();
}
