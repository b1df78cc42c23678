//! What a checked model looked like: its verdict, its outcomes and its executions, step by step.
//!
//! The checker writes these types, the files of a package's `recordings/` hold them, and the renderings
//! here, the command line and the book read them: none of those needs the checker itself.
//!
//! | rendering | what it is |
//! |---|---|
//! | [`report()`] | the whole screen for one model: the answer, why, where |
//! | [`swimlane()`] | one execution, a lane for each thread |
//! | [`plain()`] | one execution as numbered sentences |
//! | [`frames()`] | where one execution stands after each of its steps: what a player draws |
//! | [`Recording::to_json`] | the file |
//!
//! [`protocol`] holds the names of all variables by which the workbook's processes talk.
//!
//! The JSON is what serde makes of the types: a [`Recording`] is the whole file. Indices (of
//! threads, objects, sources and executions) count from 0. [`SCHEMA`] rises when a reader of older
//! files would misread a newer one.

mod estimate;
mod frame;
mod graph;
mod headline;
mod json;
mod kind;
mod listing;
mod narrow;
mod object_state;
mod outcomes;
mod plain;
pub mod protocol;
mod quotes;
mod report;
mod rows;
mod states;
mod style;
mod swimlane;
mod takes;
mod text;
mod told;
mod verdict;
mod view;
mod waits;
mod words;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use estimate::Estimate;
pub use frame::{Frame, Piece, State, Waiting, frames, third};
pub use graph::{DONE, GRAPH_SCHEMA, ScheduleGraph};
pub use kind::StepKind;
pub use object_state::ObjectState;
pub use report::{plain, report, swimlane};
pub use style::Style;
pub use text::{clean, paragraph};
pub use told::{Checked, Prediction, Told};
pub use verdict::{FailureKind, Verdict, number};

use serde::{Deserialize, Serialize};

/// The version of the JSON that this library writes.
pub const SCHEMA: u32 = 1;

/// One model: what was found out about it, and the executions that show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// [`SCHEMA`] of the file.
    pub schema: u32,
    /// The model's id, `package/name`.
    pub model: String,
    /// What the checker says.
    pub verdict: Verdict,
    /// How many executions differ in more than the order of independent steps. More than
    /// `executions.len()` when only some were kept.
    pub distinct: u64,
    /// Every distinct value that the model returned, most frequent first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// Lines of source that steps point to.
    pub sources: Vec<Source>,
    /// The failing execution first, if there is one; then one for each outcome; then others.
    pub executions: Vec<Execution>,
}

/// A value that the model returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The value, as `{:?}` prints it.
    pub value: String,
    /// In how many explored executions it came up.
    pub count: u64,
    /// The index of an execution that ends with it.
    pub execution: usize,
}

/// A line of source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Path from the workspace's root, with `/` between its parts.
    pub file: String,
    /// The line's number, from 1.
    pub line: u32,
    /// The line without its indentation; empty if the file could not be read.
    pub text: String,
}

/// One execution: who did what, in the order in which it happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    /// Names of the threads; the first is `main`.
    pub threads: Vec<String>,
    /// What the threads shared.
    pub objects: Vec<Object>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// How it ended.
    pub end: End,
    /// The schedule that runs it again: `0D1H`. Only the explorer can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
}

/// A lock, a channel, an atomic: something that threads share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// Its name in the source.
    pub name: String,
    /// What it is: `mutex`, `channel`, `timer`, …
    pub kind: String,
}

/// One step of one thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The thread that took it.
    pub thread: usize,
    /// What kind of step it is.
    #[serde(default, skip_serializing_if = "StepKind::is_other")]
    pub kind: StepKind,
    /// What it did, in words: `lock tally`, `receive 3 from lines`.
    pub text: String,
    /// The other thread that it is about: the one that it starts or joins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
    /// The object that it touched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<usize>,
    /// True if the thread is blocked here; its next step ends the wait.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blocks: bool,
    /// The line of source that asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
    /// The object's state after the step, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ObjectState>,
    /// True if the step wrote to what a lock guards, even the value that was there before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub writes: bool,
    /// The thread that was preempted here: it could have continued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preempted: Option<usize>,
    /// The choice that was made here and could have been made otherwise: `the timer fired`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The model returned.
    Returned {
        /// The returned value as `{:?}` prints it; `None` for `()`.
        outcome: Option<String>,
    },
    /// The model failed.
    Failed(Failure),
}

/// What went wrong at the end of an execution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which kind of failure it is.
    pub kind: FailureKind,
    /// The thread in which it showed.
    pub thread: usize,
    /// One line for a person; for an assertion the panic's own message.
    pub message: String,
    /// The line of source where it showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
    /// The threads that are blocked forever. Empty except for a deadlock and a thread left running.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// The critical pair: if the second of these steps comes right before the first, the model does not
    /// fail. Indices of steps; told only where an execution was run that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swap: Option<(usize, usize)>,
    /// Why this execution may be impossible all the same, if it may: a limit of the checker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

/// A thread that is blocked forever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The thread that waits.
    pub thread: usize,
    /// What kind of step it waits in.
    #[serde(default, skip_serializing_if = "StepKind::is_other")]
    pub kind: StepKind,
    /// What it wants to do: `lock right`, `send 2 to done`.
    pub text: String,
    /// What would end the wait: `until main unlocks it`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The threads whose doing would end it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<usize>,
    /// The line of source that waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
}

impl Recording {
    /// Returns the failing execution, if the verdict is a counterexample.
    pub fn counterexample(&self) -> Option<(&Execution, &Failure)> {
        self.executions
            .iter()
            .find_map(|execution| match &execution.end {
                End::Failed(failure) => Some((execution, failure)),
                End::Returned { .. } => None,
            })
    }

    /// Returns the recording as JSON with a line for each step, which is readable and suits a diff.
    pub fn to_json(&self) -> String {
        json::to_string(self)
    }

    /// Parses what [`Recording::to_json`] returned.
    ///
    /// # Examples
    /// ```
    /// use recording::Recording;
    ///
    /// let json = r#"{"schema":1,"model":"docs/model","verdict":{"holds":{"executions":2,"preemptions":null}},
    ///     "distinct":2,"sources":[],"executions":[]}"#;
    /// let recording = Recording::from_json(json).unwrap();
    /// assert_eq!(recording.verdict.to_string(), "passes: holds in all 2 executions");
    /// assert!(recording.counterexample().is_none());
    /// assert_eq!(Recording::from_json(&recording.to_json()).unwrap(), recording);
    /// ```
    ///
    /// # Errors
    /// The text is not JSON, or not a recording of this [`SCHEMA`].
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        use serde::de::Error;
        let recording: Recording = serde_json::from_str(text)?;
        if recording.schema == SCHEMA {
            Ok(recording)
        } else {
            let found = recording.schema;
            Err(serde_json::Error::custom(format!(
                "the recording has schema {found}, this library reads schema {SCHEMA}"
            )))
        }
    }
}
