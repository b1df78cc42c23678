//! What is recorded of one tool and one bug.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The tools, in the order of the table: `id`, and its name.
pub const TOOLS: [&str; 9] = [
    "rustc",
    "clippy",
    "plain",
    "go_deadlock",
    "go_vet",
    "go_race",
    "parking_lot",
    "loom",
    "explorer",
];

/// Whether a tool finds a bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It reported the bug.
    Found,
    /// It reported the bug in some runs, or another form of it.
    Partly,
    /// It ran and did not report the bug.
    Missed,
    /// It cannot be run on this bug.
    Inapplicable,
}

/// What a tool made of a bug.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub verdict: Verdict,
    /// In how many runs it reported the bug, where runs differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// How many runs there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// What it reported, or why it does not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

impl Cell {
    /// A tool that always says the same.
    pub fn once(verdict: Verdict, says: Option<String>) -> Cell {
        Cell {
            verdict,
            times: None,
            of: None,
            says,
        }
    }

    /// A tool that reported the bug in so many runs.
    pub fn counted(times: u64, of: u64, says: Option<String>) -> Cell {
        let verdict = match times {
            0 => Verdict::Missed,
            _ if times == of => Verdict::Found,
            _ => Verdict::Partly,
        };
        Cell {
            verdict,
            times: Some(times),
            of: Some(of),
            says,
        }
    }
}

/// A bug, and what each tool made of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// `04/lost-update`.
    pub trap: String,
    /// In how many of so many runs the Go program went wrong, whoever noticed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub go: Option<[u64; 2]>,
    /// In how many of so many runs Go's deadlock detector found it when one other goroutine slept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub go_beside: Option<[u64; 2]>,
    pub cells: BTreeMap<String, Cell>,
}
