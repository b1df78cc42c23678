//! Steps that a thread takes for itself: it begins, it lets others go first.

use super::{WORKS, leave, off, pending, place, remember, tell};
use crate::explorer::run;
use crate::explorer::waits::{self, Go};
use crate::in_order;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::{Loc, Pending, ThreadId};
use explorer::Access;
use std::rc::Rc;

/// The running thread enters a section in which it must not wait: each step that might is then scheduled whether it
/// has to or not, and before or after each step of another thread.
pub(crate) fn may_not_wait() {}

/// Lets other threads run first.
pub(crate) fn yield_now(loc: Loc) {
    if off() {
        return leave();
    }
    let me = recorder::me();
    let wish = Event::new(Op::Yield, Some(loc));
    tell(wish.clone());
    if off() {
        return leave();
    }
    let pending = Pending {
        blocked: true,
        ..pending(&wish)
    };
    in_order::disarm();
    // To go on after a yield is nothing that anybody waits for.
    let go: Rc<dyn Fn() -> Go> = Rc::new(|| Go::InTime);
    let _announced = waits::announce(wish, Rc::downgrade(&go));
    recorder::thread(me, |thread| thread.pending = Some(pending));
    waits::tell_who_waits(me);
    explorer::at(place(loc));
    explorer::yield_now();
    if off() {
        return leave();
    }
    if run::has_ticker() {
        // One that waited until no other thread could continue has to wait again.
        explorer::touch((run::shared().idle, Access::UPDATE));
        explorer::unchanged();
    }
    WORKS.set(false);
    waits::resumed(me);
    recorder::thread(me, |thread| thread.pending = None);
    remember(me, explorer::now());
}

/// A thread begins: what the engine runs before its first step is part of its parent's.
pub(crate) fn begin_thread(thread: ThreadId) {
    let wish = Event {
        thread,
        ..Event::new(Op::Spawn(thread), None)
    };
    let go: Rc<dyn Fn() -> Go> = Rc::new(|| Go::On);
    let announced = waits::announce(wish, Rc::downgrade(&go));
    // That it has not begun is nothing to tell, and main may return before.
    let event = explorer::step("starts", &[], || true);
    drop(announced);
    if recorder::failed() {
        leave();
    } else if explorer::active() {
        WORKS.set(false);
        waits::resumed(thread);
    }
    remember(thread, event);
}
