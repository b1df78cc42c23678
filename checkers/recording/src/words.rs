//! Sentences that lanes, lists and plain text share.

use super::rows::Row;
use super::style::Paint;
use super::verdict::count;
use super::view::View;
use super::{Failure, FailureKind, Step};

/// What a row that is not a step says, and what its colour is.
pub(super) fn between_steps(view: &View<'_>, row: Row) -> (Paint, String) {
    let more = view.style.sign("…");
    match row {
        Row::Switch { from, .. } => {
            let from = view.thread(from);
            let text = format!("preempted here: {from} could have continued");
            (Paint::Note, text)
        }
        Row::Again {
            first,
            last,
            period,
        } => {
            let these = steps(first, last);
            let like = steps(first - period, first - 1);
            (Paint::Dim, format!("{more} {these} repeat {like}"))
        }
        Row::Hidden { first, last } => {
            let hidden = count((last - first + 1) as u64, "step");
            let these = steps(first, last);
            (Paint::Dim, format!("{more} {these} not shown ({hidden})"))
        }
        Row::Step(i) => (Paint::Dim, steps(i, i)),
    }
}

/// `step 3`, `steps 3-5`, from indices.
fn steps(first: usize, last: usize) -> String {
    match first == last {
        true => format!("step {}", first + 1),
        false => format!("steps {}-{}", first + 1, last + 1),
    }
}

/// `◆ the timer fired`.
pub(super) fn choice(view: &View<'_>, step: &Step) -> Option<String> {
    let choice = view.clean(step.choice.as_deref()?);
    Some(format!("{} {choice}", view.style.sign("◆")))
}

/// `tally: held by worker 1`; the state alone where the object has no name.
pub(super) fn state(view: &View<'_>, step: &Step) -> Option<String> {
    let state = view.state(step.state.as_ref()?);
    Some(match step.object.and_then(|object| view.object(object)) {
        Some(object) => format!("{object}: {state}"),
        None => state,
    })
}

/// What the failing row says: an assertion's message; else the kind, as the headline says more.
pub(super) fn failing(view: &View<'_>) -> Option<String> {
    let failure = view.failure()?;
    let message = super::headline::message(view, failure);
    Some(match failure.kind {
        // The rows of those who wait say it all.
        FailureKind::Deadlock if !failure.waits.is_empty() => return None,
        FailureKind::Assertion if !message.is_empty() => message,
        kind => kind.to_string(),
    })
}

/// `If step 7 (b: lock tally) runs before step 5 (a: lock tally), this failure does not occur.`
pub(super) fn critical_pair(view: &View<'_>, failure: &Failure) -> Option<String> {
    let (first, second) = failure.swap?;
    let said = |i: usize| {
        let step = view.steps().get(i)?;
        let (thread, text) = (view.thread(step.thread), view.clean(&step.text));
        Some(format!("step {} ({thread}: {text})", i + 1))
    };
    let (first, second) = (said(first)?, said(second)?);
    Some(format!(
        "If {second} runs before {first}, this failure does not occur."
    ))
}

/// What a model returned.
pub(super) fn returned(view: &View<'_>, outcome: Option<&str>) -> String {
    match outcome {
        Some(outcome) => format!("returns {}", view.clean(outcome)),
        None => "returns".to_string(),
    }
}
