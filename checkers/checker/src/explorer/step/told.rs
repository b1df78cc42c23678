//! What a step tells the recorder, and whether it may be taken once main has returned.

use super::WORKS;
use crate::explorer::{run, unread};
use crate::failure;
use crate::log::event::Event;
use crate::log::recorder;

/// Whether twins do nothing any more: the execution has failed or is torn down.
pub(crate) fn off() -> bool {
    recorder::failed() || !explorer::active()
}

/// Writes a step into the log.
pub(crate) fn tell(event: Event) {
    if off() {
        return;
    }
    unread::notice();
    if !event.op.is_ending() {
        works();
    }
    event.record();
}

/// The running step does something that is a failure once main has returned. Most announced so; not
/// those of which little more was to be expected.
pub(crate) fn works() {
    // What main does comes before its return anyway.
    if !off() && recorder::me() != 0 && !WORKS.replace(true) {
        explorer::touch(run::before_return());
    }
}

/// The same of what leaves no line in the log.
pub(crate) fn works_unseen() {
    works();
    if !off() && recorder::me() != 0 && recorder::has_main_returned() {
        failure::left_running();
    }
}

/// Puts a line of the model's own into the running thread's lane: `prints Timed out.`
#[track_caller]
pub fn note(text: impl Into<String>) {
    works();
    crate::log::note::note(text);
}
