//! The first line of a counterexample: what went wrong, in one sentence.

use super::rows::{Row, rows};
use super::text::{clean, list};
use super::verdict::count;
use super::view::View;
use super::{Failure, FailureKind};

/// What went wrong, without a full stop.
pub(super) fn headline(view: &View<'_>, failure: &Failure) -> String {
    match failure.kind {
        FailureKind::Assertion => message(view, failure),
        FailureKind::Limit | FailureKind::Unseen | FailureKind::NotDeterministic => {
            format!("cannot be checked: {}", message(view, failure))
        }
        FailureKind::Deadlock => {
            let steps = count(view.steps().len() as u64, "step");
            let message = message(view, failure);
            // The message may go on: after a panic.
            let after = message
                .strip_prefix("no thread can continue")
                .unwrap_or_default();
            format!("deadlock after {steps}: no thread can continue{after}")
        }
        FailureKind::DataRace => with_message(
            view,
            failure,
            "two threads access the same memory concurrently, and at least one of them writes",
        ),
        FailureKind::Leak => with_message(view, failure, "a value was never dropped"),
        FailureKind::Livelock => livelock(view),
        FailureKind::ThreadLeftRunning => left_running(view, failure),
    }
}

/// The failure's own message on one line; that of `assert_eq!` with its values in brackets.
pub(super) fn message(view: &View<'_>, failure: &Failure) -> String {
    let mut lines = failure.message.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    let values: Vec<&str> = lines
        .filter(|line| line.starts_with("left:") || line.starts_with("right:"))
        .collect();
    let first = match first.strip_prefix("assertion `left ") {
        Some(rest) => match rest.split_once("` failed: ") {
            Some((_, own)) => own.to_string(),
            None => format!("`left {}", rest.replace("` failed", "` is false")),
        },
        None => first.to_string(),
    };
    let values = match values.is_empty() {
        true => String::new(),
        false => format!(" ({})", values.join(", ")),
    };
    clean(&format!("{first}{values}"), view.style.ascii)
}

/// The kind, and the message or what stands for it.
fn with_message(view: &View<'_>, failure: &Failure, otherwise: &str) -> String {
    let kind = failure.kind;
    match message(view, failure) {
        message if message.is_empty() => format!("{kind}: {otherwise}"),
        message => format!("{kind}: {message}"),
    }
}

/// Names the threads that only repeat themselves.
fn livelock(view: &View<'_>) -> String {
    let again = rows(view).into_iter().rev().find_map(|row| match row {
        Row::Again { first, period, .. } => Some(&view.steps()[first - period..first]),
        _ => None,
    });
    let mut threads = vec![];
    for step in again.unwrap_or_default() {
        let name = view.thread(step.thread);
        if !threads.contains(&name) {
            threads.push(name);
        }
    }
    match &threads[..] {
        [] => "livelock: threads keep running without making progress".to_string(),
        [one] => format!("livelock: {one} keeps running without making progress"),
        many => format!(
            "livelock: {} keep running without making progress",
            list(many)
        ),
    }
}

fn left_running(view: &View<'_>, failure: &Failure) -> String {
    let message = message(view, failure);
    // The message may go on: after a panic.
    let after = message.strip_prefix("main returned while another thread is blocked forever");
    let after = after.unwrap_or_default();
    let mut threads: Vec<usize> = failure.waits.iter().map(|wait| wait.thread).collect();
    if threads.is_empty() && failure.thread != 0 {
        threads.push(failure.thread);
    }
    let main = view.thread(0);
    let names: Vec<String> = threads
        .into_iter()
        .map(|thread| view.thread(thread))
        .collect();
    match &names[..] {
        [] => {
            format!("thread left running: {main} returned before another thread finished{after}")
        }
        [one] => {
            format!("thread left running: {main} returned before {one} finished{after}")
        }
        many => format!(
            "threads left running: {main} returned before {} finished{after}",
            list(many)
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::{End, Style, samples, view::View};

    fn message(text: &str) -> String {
        let mut recording = samples::find("lost_update");
        if let End::Failed(failure) = &mut recording.executions[0].end {
            failure.message = text.to_string();
        }
        let (execution, failure) = recording.counterexample().expect("it fails");
        super::message(
            &View::new(&recording, execution, &Style::default()),
            failure,
        )
    }

    #[test]
    fn assertions_are_told_with_their_values() {
        let own = "assertion `left == right` failed: a word: lost\n  left: 1\n right: 2";
        assert_eq!(message(own), "a word: lost (left: 1, right: 2)");
        let none = "assertion `left != right` failed\n  left: 1\n right: 1";
        assert_eq!(
            message(none),
            "`left != right` is false (left: 1, right: 1)"
        );
        assert_eq!(message("assertion failed: done"), "assertion failed: done");
        assert_eq!(message("first line\nsecond line"), "first line");
        assert_eq!(message(""), "");
    }
}
