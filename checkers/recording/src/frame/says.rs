//! A sentence for each row: what happens there, and why it matters.

use super::Frame;
use super::pieces::{pieces, thread as t};
use super::rows::Row;
use super::stale::{Access, access, stale, stale_reads};
use super::step;
use crate::view::View;
use crate::{End, Failure, FailureKind, StepKind};

/// Writes the sentences into the frames, and marks those that a reader should not miss.
pub(super) fn say(view: &View<'_>, rows: &[Row], frames: &mut [Frame]) {
    let threads = view.execution.threads.len();
    let accesses: Vec<Option<Access<'_>>> =
        (0..rows.len()).map(|i| access(view, rows, i)).collect();
    let reads = stale_reads(view, &accesses);
    for (i, row) in rows.iter().enumerate() {
        let (before, last) = (&frames[row.first], &view.steps()[row.last]);
        let told = accesses[i].and_then(|access| stale(view, rows, &reads, access));
        let key = told.is_some();
        let (mut said, mut matters) = match told {
            Some(said) => (said, true),
            None if row.folded => (format!("{}.", row.title), false),
            None => {
                let (said, key) = step::step(view, row, before, last);
                match frames[row.last + 1].preempted {
                    Some(from) if !last.blocks => {
                        let said = said.trim_end_matches('.');
                        (format!("{said}, although {} could continue.", t(from)), key)
                    }
                    _ => (said, key),
                }
            }
        };
        matters |= key;
        if let Some(choice) = frames[row.last + 1].choice.clone() {
            said += &format!(" This was a choice: {choice}.");
            matters = true;
        }
        matters |= frames[row.last + 1].preempted.is_some();
        for frame in &mut frames[row.first + 1..=row.last + 1] {
            frame.sentence = pieces(&said, threads);
            frame.key = matters;
        }
    }
    let frame = frames.last_mut().expect("there is one for the end");
    frame.sentence = match &view.execution.end {
        End::Failed(failure) => pieces(&failed(view, failure, frame), threads),
        End::Returned { outcome } => {
            let said = match outcome {
                Some(outcome) => {
                    format!("The model returns {outcome}. Nothing goes wrong in this execution.")
                }
                None => "The model returns. Nothing goes wrong in this execution.".into(),
            };
            pieces(&said, threads)
        }
    };
}

/// How an execution failed.
fn failed(view: &View<'_>, failure: &Failure, frame: &Frame) -> String {
    let mut said = match failure.kind {
        FailureKind::Deadlock | FailureKind::ThreadLeftRunning => {
            let waits = frame.waits.iter().map(|wait| match wait.on {
                Some(on) if wait.kind == StepKind::Wait => format!(
                    "{} waits for a notification that only {} could send",
                    t(wait.thread),
                    t(on)
                ),
                Some(on) => format!("{} waits for {}", t(wait.thread), t(on)),
                None => format!("{} is blocked in `{}`", t(wait.thread), wait.text),
            });
            let waits = crate::text::list(&waits.collect::<Vec<_>>());
            match (failure.kind, waits.is_empty()) {
                (_, true) => format!("{}.", crate::headline::headline(view, failure)),
                (FailureKind::Deadlock, _) => {
                    format!("Deadlock: {waits}, so no thread can continue.")
                }
                _ => format!("{} has returned, but {waits}.", t(0)),
            }
        }
        _ => format!("{}.", crate::headline::headline(view, failure)),
    };
    if let Some((first, second)) = failure.swap
        && let (Some(one), Some(other)) = (view.steps().get(first), view.steps().get(second))
    {
        let (one, other) = (t(one.thread), t(other.thread));
        said += &format!(
            " If step {} ({other}) came before step {} ({one}), this failure would not occur.",
            second + 1,
            first + 1
        );
    }
    said
}

impl Frame {
    /// Its sentence with the names of the threads.
    pub fn said(&self, threads: &[String]) -> String {
        super::pieces::text(&self.sentence, threads)
    }
}
