//! What a process that checks models reports to the one that started it: lines of JSON in a file, which
//! [`TELL`](crate::protocol::TELL) names.

use super::{FailureKind, Recording, ScheduleGraph};
use serde::{Deserialize, Serialize};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// The process was compiled from these texts: the answer first, then what grades it.
    Compiled {
        /// Whole files.
        sources: Vec<String>,
    },
    /// A model was checked.
    Checked(Box<Checked>),
    /// What its test asks for besides is not so.
    Unmet {
        /// The model's id.
        model: String,
        /// The test that checked it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        test: Option<String>,
        /// What is not so, for a person.
        why: String,
    },
    /// The outcomes of a model had been predicted.
    Predicted(Prediction),
}

/// A model that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// `loom` or `explorer`.
    pub checker: String,
    /// The test that checked it, by the path of its function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// What was found.
    pub recording: Recording,
    /// Executions in which a thread had to wait.
    pub contended: u64,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// What was not explored besides, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<String>,
    /// The schedule of the counterexample, to run it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replay: Option<String>,
    /// Every interleaving, if [`GRAPH`](crate::protocol::GRAPH) asks for it and there are few enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graph: Option<Box<ScheduleGraph>>,
}

/// What was predicted of a model, beside what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prediction {
    /// The model's id.
    pub model: String,
    /// How it was said to fail, if it was.
    pub said: Option<FailureKind>,
    /// How it fails, if it does.
    pub fails: Option<FailureKind>,
    /// Outcomes that come up, and were not predicted.
    pub missed: Vec<String>,
    /// Outcomes that were predicted, and never come up.
    pub impossible: Vec<String>,
}

impl Prediction {
    /// Returns true if the whole prediction is right.
    pub fn is_right(&self) -> bool {
        self.said == self.fails && self.missed.is_empty() && self.impossible.is_empty()
    }
}

impl Told {
    /// Returns the line, without its newline.
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("strings, numbers and lists of these")
    }

    /// Parses a line.
    ///
    /// # Errors
    /// The text is not such a line, or one of another version.
    ///
    /// # Examples
    /// ```
    /// use recording::Told;
    ///
    /// let told = Told::Compiled { sources: vec!["fn main() {}".into()] };
    /// assert_eq!(Told::from_line(&told.to_line()).unwrap(), told);
    /// ```
    pub fn from_line(line: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(line)
    }
}
