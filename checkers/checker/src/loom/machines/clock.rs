//! The point of the clock: where timers fire in order, a thread passes it before its timer starts.

use crate::log::Pending;
use crate::log::event::Op;
use crate::log::recorder;
use crate::loom::director;
use crate::loom::engine::Point;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    /// That of one execution, and its number.
    static CLOCK: RefCell<Option<(u32, Rc<Point>)>> = const { RefCell::new(None) };
}

/// What follows is atomic up to the thread's next point.
pub(super) fn pass() {
    if recorder::failed() {
        return;
    }
    let pending = Pending {
        op: Op::Len,
        object: None,
        loc: None,
        blocked: false,
    };
    let point = of_this_execution();
    drop(director::during(pending, || point.pass()));
}

fn of_this_execution() -> Rc<Point> {
    let now = recorder::execution();
    CLOCK.with(|clock| {
        let mut clock = clock.borrow_mut();
        if clock
            .as_ref()
            .is_none_or(|(execution, _)| *execution != now)
        {
            // That of an execution that is over is left to it.
            std::mem::forget(clock.replace((now, Rc::new(Point::new()))));
        }
        clock.as_ref().expect("made above").1.clone()
    })
}
