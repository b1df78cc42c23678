//! One execution as the renderings see it: names for indices, cleaned text, and who stands where.

use super::style::Style;
use super::text;
use super::{End, Execution, Failure, ObjectState, Recording, Source, Step};

/// An execution and all that is needed to write about it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) execution: &'a Execution,
    pub(super) sources: &'a [Source],
    pub(super) style: &'a Style,
}

impl<'a> View<'a> {
    pub(super) fn new(
        recording: &'a Recording,
        execution: &'a Execution,
        style: &'a Style,
    ) -> Self {
        View {
            execution,
            sources: &recording.sources,
            style,
        }
    }

    pub(super) fn steps(&self) -> &'a [Step] {
        &self.execution.steps
    }

    /// How it failed, if it did.
    pub(super) fn failure(&self) -> Option<&'a Failure> {
        match &self.execution.end {
            End::Failed(failure) => Some(failure),
            End::Returned { .. } => None,
        }
    }

    pub(super) fn clean(&self, text: &str) -> String {
        text::clean(text.trim(), self.style.ascii)
    }

    /// A state in words.
    pub(super) fn state(&self, state: &ObjectState) -> String {
        self.clean(&state.text(&self.execution.threads))
    }

    /// The thread's name, or its number if it has none.
    pub(super) fn thread(&self, thread: usize) -> String {
        match self.execution.threads.get(thread) {
            Some(name) if !name.trim().is_empty() => self.clean(name),
            _ => format!("thread {thread}"),
        }
    }

    pub(super) fn object(&self, object: usize) -> Option<String> {
        let name = &self.execution.objects.get(object)?.name;
        (!name.trim().is_empty()).then(|| self.clean(name))
    }

    /// The source, if it is one that the recording holds.
    pub(super) fn source(&self, source: Option<usize>) -> Option<&'a Source> {
        self.sources.get(source?)
    }

    /// `lost_update.rs:18`.
    pub(super) fn place(&self, source: Option<usize>) -> Option<String> {
        let source = self.source(source)?;
        let file = source.file.rsplit('/').next().unwrap_or_default();
        Some(format!("{}:{}", self.clean(file), source.line))
    }

    /// ` (lost_update.rs:18)`, or nothing.
    pub(super) fn in_brackets(&self, source: Option<usize>) -> String {
        let place = self.place(source);
        place.map_or(String::new(), |place| format!(" ({place})"))
    }

    /// What the step did, with `…` if it could not go on.
    pub(super) fn did(&self, step: &Step) -> String {
        let text = self.clean(&step.text);
        match step.blocks {
            true => format!("{text} {}", self.style.sign("…")),
            false => text,
        }
    }

    /// The last step that `thread` took before step `before`.
    pub(super) fn last_step(&self, thread: usize, before: usize) -> Option<usize> {
        let steps = self.steps().get(..before)?;
        steps.iter().rposition(|step| step.thread == thread)
    }

    /// The first step that `thread` took from step `from` on.
    pub(super) fn next_step(&self, thread: usize, from: usize) -> Option<usize> {
        let steps = self.steps().get(from..)?;
        let ahead = steps.iter().position(|step| step.thread == thread)?;
        Some(from + ahead)
    }
}
