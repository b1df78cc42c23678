//! What makes a verdict worthless is named: real threads and locks inside a model, what outlives an execution,
//! what the schedule does not decide, limits of a checker. Each program runs under both checkers.

#![expect(
    clippy::duplicate_mod,
    reason = "every program runs under both checkers"
)]

/// Under loom.
#[path = "culprits"]
mod loom {
    pub use checker::loom::{Check, WEAK_MEMORY, check, sync};

    mod ends;
    mod limits;
    mod orderings;
    mod outside;
    mod own;
    mod repeats;
    mod stacks;
}

/// Under the explorer.
#[path = "culprits"]
mod explorer {
    pub use checker::explorer::{Check, WEAK_MEMORY, check, sync};

    mod ends;
    mod limits;
    mod orderings;
    mod outside;
    mod own;
    mod repeats;
    mod stacks;
}

use checker::Report;
use checker::recording::{FailureKind, Verdict};

/// The sentence with which a model fails, in this way.
#[track_caller]
fn sentence(report: &Report, expected: FailureKind) -> String {
    let Verdict::Fails { kind, .. } = report.verdict() else {
        panic!("{}", report.screen());
    };
    assert_eq!(kind, expected, "{}", report.screen());
    let (_, failure) = report.recording.counterexample().expect("it fails");
    failure.message.clone()
}

/// Asserts that a text says all of this.
#[track_caller]
fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no `{word}` in: {text}");
    }
}
