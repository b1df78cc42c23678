//! A thread whose time was up, told as one that waits for longer.
//!
//! Loom's twins let time be up at the beginning of a wait or at its end. To run another thread right after
//! the beginning is the same as to run it in the middle of the wait: that is no preemption, though loom
//! counts one.

use crate::log::event::{Choice, Event, Op};
use crate::log::{Log, ThreadId};

/// Lets time be up only when the thread goes on.
pub(crate) fn put_off(log: &mut Log) {
    let mut at = 0;
    while at + 1 < log.events.len() {
        let thread = log.events[at].thread;
        let chosen = matches!(log.events[at].choice, Some(Choice::Timer { .. }));
        let switched = log.events[at + 1].preempted == Some(thread);
        if chosen && switched && log.events[at].op.is_end_of_wait() {
            wait_on(log, at, thread);
        }
        at += 1;
    }
}

/// Moves the step at which time was up to right before the thread's next one.
fn wait_on(log: &mut Log, at: usize, thread: ThreadId) {
    let mut late = log.events.remove(at);
    log.events[at].preempted = None;
    let of_thread = |event: &Event| event.thread == thread;
    let before = log.events[..at].iter().rfind(|event| of_thread(event));
    let waits = before.is_some_and(|event| event.blocks);
    let next = log.events[at..].iter().position(of_thread);
    if let Some(next) = next {
        let preempted = &mut log.events[at + next].preempted;
        let preempted = preempted.take();
        let first = std::mem::replace(&mut late.preempted, preempted);
        log.events.insert(at + next, late.clone());
        late.preempted = first;
    }
    if late.op == Op::Sleep && !waits {
        late.blocks = true;
        late.choice = None;
        log.events.insert(at, late);
    }
}
