//! What a single step does, in a sentence.

use super::pieces::thread as t;
use super::rows::Row;
use super::third::third;
use super::{Frame, State, state, waits_for};
use crate::view::View;
use crate::{ObjectState, Step, StepKind};

/// What a row does, and whether it matters.
pub(super) fn step(view: &View<'_>, row: &Row, before: &Frame, step: &Step) -> (String, bool) {
    let me = t(step.thread);
    let object = step.object.and_then(|object| view.object(object));
    let object = object.unwrap_or_default();
    let of_a_timer = is_of(view, step, "timer");
    let failed = view.failure().is_some();
    if step.blocks {
        let matters = step.kind == StepKind::Lock || is_forever(view, row, step);
        return (blocks(view, before, step, &object), matters);
    }
    let rest = step.kind.rest(&step.text);
    match step.kind {
        StepKind::Notify => (notifies(view, before, step, &object), false),
        StepKind::NotifyInVain if failed && waits_later(view, row, step) => (
            format!(
                "The notification of `{object}` is lost: no thread is waiting for it yet, and a condition variable stores none."
            ),
            true,
        ),
        StepKind::NotifyInVain => (
            format!("{me} notifies `{object}`; no thread is waiting, so nothing happens."),
            false,
        ),
        StepKind::SpuriousWakeup => (
            format!("{me} wakes although no thread has notified it: a spurious wakeup."),
            true,
        ),
        StepKind::TimedOut => (
            format!("The timeout of {me} is over ({rest}), so it continues."),
            true,
        ),
        StepKind::NoSender => (
            format!(
                "{me} learns that no more messages can arrive: the last sender of `{object}` is gone."
            ),
            false,
        ),
        StepKind::NoReceiver => (
            format!("The send of {me} fails: no receiver of `{object}` is left."),
            failed,
        ),
        StepKind::NoSlot => (
            format!("{me} tries to send, but `{object}` has no free slot."),
            failed,
        ),
        StepKind::LastSender => (
            format!("{me} drops the last sender of `{object}`, which closes the channel."),
            false,
        ),
        StepKind::Receive if of_a_timer => (
            format!("The timer `{object}` fires, and {me} receives its message."),
            failed,
        ),
        StepKind::Plain => (format!("{me} {} in plain memory.", third(rest)), failed),
        StepKind::Panic => (format!("{me} {}.", third(&step.text)), true),
        StepKind::Note => (notes(step), false),
        _ => {
            let text = row.title.trim_end_matches('.');
            let does = row.does.clone().unwrap_or_else(|| third(text));
            (format!("{me} {does}."), false)
        }
    }
}

/// What a model says itself: `prints Timed out.`, or `wait returns: done`.
fn notes(step: &Step) -> String {
    let me = t(step.thread);
    let text = step.text.trim_end_matches('.');
    let first = text.split([' ', ':']).next().unwrap_or_default();
    match first.ends_with('s') {
        true => format!("{me} {text}."),
        false => format!("{me}: {text}."),
    }
}

/// Whether the thread never continues after this step, in which it waits.
fn is_forever(view: &View<'_>, row: &Row, step: &Step) -> bool {
    view.failure().is_some_and(|failure| {
        let mut waits = failure.waits.iter();
        waits.any(|wait| wait.thread == step.thread)
            && view.last_step(step.thread, view.steps().len()) == Some(row.last)
    })
}

/// Whether a thread waits for the step's object after it.
fn waits_later(view: &View<'_>, row: &Row, step: &Step) -> bool {
    let mut later = view.steps()[row.last + 1..].iter();
    later.any(|one| one.object == step.object && one.blocks)
}

fn notifies(view: &View<'_>, before: &Frame, step: &Step, object: &str) -> String {
    let me = t(step.thread);
    match sole_waiter(view, before, step.object) {
        Some(woken) => format!("{me} notifies `{object}`, which wakes {}.", t(woken)),
        None => format!("{me} notifies `{object}`: the waiting threads wake."),
    }
}

/// Whether the step's object is of this kind.
fn is_of(view: &View<'_>, step: &Step, kind: &str) -> bool {
    let object = step.object;
    let object = object.and_then(|object| view.execution.objects.get(object));
    object.is_some_and(|object| object.kind == kind)
}

/// Why a thread cannot continue.
fn blocks(view: &View<'_>, before: &Frame, step: &Step, object: &str) -> String {
    let me = t(step.thread);
    let state = step.object.and_then(|object| state(before, object));
    let rest = step.kind.rest(&step.text);
    match step.kind {
        StepKind::Lock if let Some(holder) = waits_for(step, before) => {
            return format!("{me} blocks: {} holds `{object}`.", t(holder));
        }
        StepKind::Wait => {
            return format!(
                "{me} waits for a notification of `{object}`, and unlocks its mutex meanwhile."
            );
        }
        StepKind::Select => return format!("{me} blocks: none of its arms is ready ({rest})."),
        StepKind::Sleep => return format!("{me} sleeps."),
        StepKind::Park => return format!("{me} parks until another thread unparks it."),
        StepKind::Yield => return format!("{me} yields until another thread changes something."),
        _ => {}
    }
    let kind = |kind| is_of(view, step, kind);
    let receives = step.kind == StepKind::Receive;
    match state.map(|state| &state.text) {
        Some(text) if is_read(state) => format!("{me} blocks: {text} in `{object}`."),
        _ if kind("mutex") || kind("rwlock") => format!("{me} blocks: `{object}` is locked."),
        Some(_) if kind("channel") && receives => format!("{me} blocks: `{object}` is empty."),
        Some(_) if kind("channel") => format!("{me} blocks: `{object}` has no free slot."),
        None if kind("channel") && receives => {
            format!("{me} blocks until a thread sends to `{object}`.")
        }
        None if kind("channel") => {
            format!("{me} blocks until a thread receives from `{object}`.")
        }
        Some(state) if kind("wait group") => {
            format!("{me} blocks until `{object}` is done: {state}.")
        }
        None if kind("wait group") => format!("{me} blocks until `{object}` is done."),
        _ => format!("{me} blocks: {}.", step.text),
    }
}

/// Whether threads hold the lock for reading.
fn is_read(state: Option<&State>) -> bool {
    state.is_some_and(|state| matches!(state.is, ObjectState::Readers(_)))
}

/// The one thread that waits for an object, if it is one.
fn sole_waiter(view: &View<'_>, before: &Frame, object: Option<usize>) -> Option<usize> {
    let waits = |thread: usize| {
        let last = view.last_step(thread, before.taken)?;
        let step = &view.steps()[last];
        (step.blocks && step.object == object).then_some(thread)
    };
    let mut found = before.waits.iter().filter_map(|wait| waits(wait.thread));
    found.next().filter(|_| found.next().is_none())
}
