//! Sections in which a thread must not wait: a thread that would have to fails the model.

use crate::failure;
use crate::log::event::Event;
use crate::log::names::Names;
use crate::log::{Log, Pending, ThreadId, blocked, recorder};
use recording::FailureKind;

/// The running thread is in a section until this is dropped.
pub(crate) struct Inside(ThreadId);

/// The running thread enters a section of this name.
pub(crate) fn enter(name: &str) -> Inside {
    let me = recorder::me();
    recorder::thread(me, |thread| thread.sections.push(name.into()));
    Inside(me)
}

impl Drop for Inside {
    fn drop(&mut self) {
        if !recorder::failed() {
            recorder::thread(self.0, |thread| thread.sections.pop());
        }
    }
}

/// Whether the running thread is in a section.
pub(crate) fn inside() -> bool {
    recorder::active() && recorder::thread(recorder::me(), |thread| !thread.sections.is_empty())
}

/// The running thread, which is in a section, would have to wait here.
pub(crate) fn would_wait(pending: Pending) {
    let me = recorder::me();
    let pending = Pending {
        blocked: true,
        ..pending
    };
    let told = recorder::with_log(|log| {
        let mut events = log.events.iter().rev();
        let last = events.find(|event| event.thread == me);
        last.is_some_and(|last| last.blocks && last.op == pending.op)
    });
    if !told {
        let wish = Event::new(pending.op, pending.loc);
        match pending.object {
            Some(object) => wish.on(object).record_blocked(),
            None => wish.record_blocked(),
        }
    }
    recorder::thread(me, |thread| {
        thread.pending = Some(pending);
        thread.waits_in_section = true;
    });
    failure::refuse(
        FailureKind::Assertion,
        "a thread blocks in a section that must never block",
    );
}

/// Whether that is how the log ends.
pub(crate) fn waits(log: &Log) -> bool {
    log.threads.iter().any(|thread| thread.waits_in_section)
}

/// `reader would block in "look", which must never block: lock table for reading, until writer unlocks it`, if that is
/// how the log ends.
pub(crate) fn message(log: &Log, names: &Names) -> Option<String> {
    let thread = log
        .threads
        .iter()
        .position(|thread| thread.waits_in_section)?;
    let section = log.threads[thread].sections.last()?;
    let waits = blocked::blocked(log, names);
    let wait = waits
        .iter()
        .find(|wait| usize::from(wait.thread) == thread)?;
    Some(format!(
        "{} would block in \"{section}\", which must never block: {}, {}",
        names.threads[thread], wait.text, wait.until
    ))
}
