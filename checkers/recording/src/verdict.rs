//! Verdicts and their words. A bounded search never reads as an unbounded one.

use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the checker says of a model.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No execution that was explored failed, and all within the bound were explored.
    Holds {
        /// How many executions were explored.
        executions: u64,
        /// At most so many preemptions were tried; `None`: any number.
        preemptions: Option<u32>,
    },
    /// Every schedule within the bound was explored, and none failed. Memory was sequentially
    /// consistent: what weaker orderings allow was not looked at.
    HoldsInAll {
        /// How many schedules there are that differ in more than the order of independent steps.
        schedules: u64,
        /// At most so many preemptions were tried; `None`: any number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        preemptions: Option<u32>,
    },
    /// An execution failed.
    Fails {
        /// How.
        kind: FailureKind,
        /// The fewest preemptions that it takes; of the execution that is shown if `below` says so.
        preemptions: u32,
        /// How many executions were explored with this many preemptions, the failing one included.
        executions: u64,
        /// How many were explored with fewer preemptions; none of them failed.
        before: u64,
        /// If fewer may be enough: only executions with fewer preemptions than this were all explored.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        below: Option<u32>,
        /// How many loads of the execution that is shown return an older value than the newest, as their
        /// orderings allow.
        #[serde(default, skip_serializing_if = "is_zero")]
        stale_reads: u32,
        /// How many futures the search dropped in the execution that is shown.
        #[serde(default, skip_serializing_if = "is_zero")]
        drops: u32,
        /// With fewer preemptions it fails as well, but with more stale reads: `before` and `below` count only
        /// executions that have no more of them.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unless_stale: bool,
    },
    /// Time ran out first. Nothing failed so far.
    NotFinished {
        /// How many executions were explored.
        executions: u64,
        /// How long it took, in milliseconds.
        millis: u64,
        /// All executions with at most so many preemptions were explored.
        preemptions: Option<u32>,
        /// How many executions there would be in all, if the checker can tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        estimate: Option<Estimate>,
    },
}

impl Eq for Verdict {}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Verdict {
    /// Returns true if the search explored everything it was asked to, and no execution failed.
    ///
    /// # Examples
    /// ```
    /// use recording::Verdict;
    ///
    /// let verdict = Verdict::Holds { executions: 6, preemptions: None };
    /// assert!(verdict.is_good());
    /// assert_eq!(verdict.to_string(), "passes: holds in all 6 executions");
    /// ```
    pub fn is_good(&self) -> bool {
        matches!(self, Verdict::Holds { .. } | Verdict::HoldsInAll { .. })
    }
}

/// The kinds of failure that the checker tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// A panic: an assertion, an `unwrap`.
    Assertion,
    /// No thread can continue.
    Deadlock,
    /// Two threads access the same memory at once, and one of them writes.
    DataRace,
    /// Something counted was never dropped.
    Leak,
    /// Threads keep running without making progress.
    Livelock,
    /// The model's main thread returned while another was still at work.
    ThreadLeftRunning,
    /// The checker reached a limit: steps, threads, the size of a stack.
    Limit,
    /// The model uses something that the checker cannot see or schedule.
    Unseen,
    /// Two runs of one schedule differ.
    NotDeterministic,
}

impl FailureKind {
    /// Returns true if the program that the model shows is wrong. If not, the model cannot be checked as it
    /// is.
    ///
    /// # Examples
    /// ```
    /// use recording::FailureKind;
    ///
    /// assert!(FailureKind::Deadlock.is_a_bug());
    /// assert!(!FailureKind::Limit.is_a_bug());
    /// ```
    pub fn is_a_bug(self) -> bool {
        use FailureKind::{Limit, NotDeterministic, Unseen};
        !matches!(self, Limit | Unseen | NotDeterministic)
    }
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FailureKind::Assertion => "assertion",
            FailureKind::Deadlock => "deadlock",
            FailureKind::DataRace => "data race",
            FailureKind::Leak => "leak",
            FailureKind::Livelock => "livelock",
            FailureKind::ThreadLeftRunning => "thread left running",
            FailureKind::Limit => "limit of the checker",
            FailureKind::Unseen => "not visible to the checker",
            FailureKind::NotDeterministic => "not deterministic",
        })
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Verdict::Holds {
                executions,
                preemptions: None,
            } => write!(f, "passes: holds in all {}", count(executions, "execution")),
            Verdict::Holds {
                executions,
                preemptions: Some(bound),
            } => write!(
                f,
                "passes: holds in {} with at most {} (more were not tried)",
                count(executions, "execution"),
                count(bound.into(), "preemption")
            ),
            Verdict::HoldsInAll {
                schedules,
                preemptions: None,
            } => write!(
                f,
                "passes: holds in all {} (sequentially consistent)",
                count(schedules, "execution")
            ),
            Verdict::HoldsInAll {
                schedules,
                preemptions: Some(bound),
            } => write!(
                f,
                "passes: holds in every execution with at most {} (sequentially consistent; {} explored, more \
                 preemptions were not tried)",
                count(bound.into(), "preemption"),
                number(schedules)
            ),
            Verdict::Fails { kind, .. } if !kind.is_a_bug() => {
                write!(f, "cannot be checked: {kind}")
            }
            Verdict::Fails {
                kind,
                preemptions,
                below,
                stale_reads,
                drops,
                ..
            } => write!(
                f,
                "fails: {kind}, with {}{}{}{}",
                match preemptions {
                    0 => "no preemption".to_string(),
                    n => count(n.into(), "preemption"),
                },
                match stale_reads {
                    0 => String::new(),
                    n => format!(" and {}", count(n.into(), "stale read")),
                },
                match drops {
                    0 => String::new(),
                    n => format!(" and {}", count(n.into(), "drop")),
                },
                match below {
                    Some(_) => " (fewer may be enough)",
                    None => "",
                }
            ),
            Verdict::NotFinished {
                executions,
                millis,
                preemptions,
                estimate,
            } => {
                let executions = count(executions, "execution");
                let seconds = millis as f64 / 1000.0;
                write!(f, "not finished: {executions} in {seconds:.1} s")?;
                if let Some(estimate) = estimate {
                    write!(f, ", of {estimate}")?;
                }
                if let Some(bound) = preemptions {
                    let bound = count(bound.into(), "preemption");
                    write!(f, "; the search with at most {bound} found no failure")?;
                }
                Ok(())
            }
        }
    }
}

/// `1 execution`, `1,455 executions`.
pub(crate) fn count(n: u64, thing: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", number(n))
}

/// Formats a number with commas: `1,455`.
///
/// # Examples
/// ```
/// assert_eq!(recording::number(1455), "1,455");
/// ```
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
