//! Ends the threads of an execution that is over: unwinds them, so that destructors run.

use crate::context::Context;
use crate::coroutine::{Answer, Coroutine, Request, suspend};
use crate::unwind;
use std::cell::Cell;

/// A thread that catches the unwinding and goes on is unwound so many times.
const MOST_UNWINDINGS: u32 = 100;
/// A destructor that has called so many twins waits for something that will never be.
const MOST_CALLS: u32 = 1_000_000;

thread_local! {
    /// The running coroutine is told to leave.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
    /// It is its turn: those that it spawned have left.
    static LAST: Cell<bool> = const { Cell::new(false) };
    static UNWINDINGS: Cell<u32> = const { Cell::new(0) };
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// Payload of the panic that ends a thread; no panic hook sees it.
struct Leave;

/// The execution has failed, and ends with the running step: no other thread runs anymore, and from
/// here on everything returns at once, as while it is torn down.
///
/// To be called where the failure shows, in a panic hook say: a destructor that the panic runs then
/// waits for no other thread, and finds nothing to panic about.
pub fn fail(why: impl Into<String>) {
    let why = why.into();
    let failed = Context::live(|context| {
        let thread = context.thread;
        context.failed = Some((thread, why));
        // It does, or is about to: std alone cannot tell while another one waits halfway.
        context.fates[thread].unwinds = true;
        context.torn_down = true;
    });
    if failed.is_some() {
        begin();
    }
}

/// Called by each step of an execution that is over. Unwinds if that can be done.
pub(crate) fn leave() {
    if !LEAVING.get() {
        return;
    }
    CALLS.set(CALLS.get() + 1);
    while CALLS.get() > MOST_CALLS {
        // To return would loop forever, to unwind would abort. The verdict is already out.
        std::thread::park();
    }
    if unwind::unwinds() {
        return;
    }
    UNWINDINGS.set(UNWINDINGS.get() + 1);
    if UNWINDINGS.get() > MOST_UNWINDINGS {
        // Its stack is left as it is: see `unwind`.
        suspend(Request::Choice(0));
    }
    unwind::now_unwinds();
    std::panic::resume_unwind(Box::new(Leave));
}

/// The execution ends with the running step: its thread leaves too.
pub(crate) fn begin() {
    LEAVING.set(true);
    UNWINDINGS.set(0);
    CALLS.set(0);
}

/// The step in which the execution ended is over, or its thread would not leave.
pub(crate) fn end() {
    LEAVING.set(false);
}

/// To be called where values are about to go that threads spawned by the running one may borrow.
///
/// If the execution has failed in the running step it waits until they are unwound, else it does
/// nothing: a thread that continues while others run joins them by a step, and one that is unwound
/// comes after those that it spawned.
///
/// Not to be called while a panic unwinds.
pub fn outlive_spawned() {
    if LEAVING.get() && !LAST.get() {
        suspend(Request::Choice(0));
    }
}

/// Unwinds a thread. One that will not go is abandoned: its values are never dropped.
pub(crate) fn unwind(mut thread: Coroutine) {
    if thread.has_returned() {
        return;
    }
    begin();
    LAST.set(true);
    let refused = thread.resume(Answer::Leave).is_some();
    LAST.set(false);
    end();
    if refused {
        thread.abandon();
    }
}
