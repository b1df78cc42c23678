//! What `exercise.toml` says of an exercise.

use serde::Deserialize;
use std::collections::BTreeMap;

/// `exercise.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Place within the lesson, from 1.
    pub order: u32,
    pub kind: Kind,
    /// How long it takes.
    pub minutes: u32,
    /// The checkers that grade it.
    pub checkers: Vec<String>,
    /// Ids that it had in older versions of the workbook.
    #[serde(default)]
    pub formerly: Vec<String>,
    /// The page that explains it.
    pub page: String,
    /// What is said of it as it is handed out.
    pub starter: String,
    /// From a nudge to nearly all.
    pub hints: Vec<String>,
    /// Wrong answers: file name, and what is said of each.
    #[serde(default)]
    pub wrong: BTreeMap<String, String>,
    /// Answers that try to be called solved: file name, and what is said of each.
    #[serde(default)]
    pub hostile: BTreeMap<String, String>,
    /// Right answers besides the solution: their file names.
    #[serde(default)]
    pub right: Vec<String>,
    /// Wrong implementations that a model must not hold for: file name, and what is wrong.
    #[serde(default)]
    pub mutants: BTreeMap<String, String>,
    /// The lines that may be to blame, by the letter that marks each in the starter.
    #[serde(default)]
    pub lines: BTreeMap<char, Line>,
}

/// A line that may be to blame. `lines/b.edit` changes it, and no other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What is said of the program with this line changed.
    pub word: String,
    /// What the learner is told about it, once the line was named.
    pub why: String,
}

/// What the learner does.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Fix,
    Complete,
    WriteTheModel,
    Predict,
    Diagnose,
    Capstone,
}

impl Kind {
    /// `write the model`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Fix => "fix",
            Kind::Complete => "complete",
            Kind::WriteTheModel => "write the model",
            Kind::Predict => "predict",
            Kind::Diagnose => "diagnose",
            Kind::Capstone => "capstone",
        }
    }

    /// Whether a `model.rs` grades the answer.
    pub fn has_model(self) -> bool {
        self != Kind::WriteTheModel
    }

    /// Whether tests of the answer are run beside a `subject.rs` and its mutants.
    pub fn has_subject(self) -> bool {
        matches!(self, Kind::WriteTheModel | Kind::Capstone)
    }
}
