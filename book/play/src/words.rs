//! What executions and outcomes are called.

use recording::{End, Execution, FailureKind, Recording};

/// An outcome as a reader knows it: the text of a string, and not its source.
pub fn outcome(value: &str) -> String {
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(text) if !text.contains(['"', '\\']) => format!("“{text}”"),
        _ => value.to_string(),
    }
}

/// How an execution ends, in words; `kind` is `done`, or that of a failure.
pub fn end(kind: &str, said: &str) -> String {
    match kind {
        recording::DONE if said.is_empty() || said == "()" => {
            "every thread ends, and nothing goes wrong".into()
        }
        recording::DONE => format!("returns {}", outcome(said)),
        "deadlock" => "deadlock: no thread can continue".into(),
        "assertion" => format!("fails: {}", message(said)),
        kind if said.is_empty() => kind.to_string(),
        kind => format!("{kind}: {}", message(said)),
    }
}

/// A failure's message on one line, with the values of an `assert_eq!` in brackets.
pub fn message(said: &str) -> String {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let first = match first.split_once("` failed: ") {
        Some((_, own)) if first.starts_with("assertion `left ") => own,
        _ => first,
    };
    let values: Vec<&str> = lines
        .filter(|line| line.starts_with("left:") || line.starts_with("right:"))
        .collect();
    match values.is_empty() {
        true => first.to_string(),
        false => format!("{first} ({})", values.join(", ")),
    }
}

/// What an execution is called: what is wrong with it, or why one would look at one that passes.
pub fn title(recording: &Recording, execution: &Execution) -> String {
    match &execution.end {
        End::Failed(failure) => match failure.kind {
            FailureKind::Assertion => {
                format!("An execution that fails: {}", message(&failure.message))
            }
            FailureKind::Deadlock => "An execution that ends in a deadlock".into(),
            FailureKind::DataRace => "An execution with a data race".into(),
            FailureKind::Leak => "An execution that leaks".into(),
            FailureKind::Livelock => "An execution that runs forever without progress".into(),
            FailureKind::ThreadLeftRunning => "An execution that leaves a thread running".into(),
            kind => format!("An execution that cannot be checked: {kind}"),
        },
        End::Returned { outcome } => {
            let outcome = outcome.as_deref().map(self::outcome);
            let fails = recording.counterexample().is_some();
            match (fails, outcome) {
                (true, Some(outcome)) => {
                    format!("For comparison, one that passes: it returns {outcome}")
                }
                (true, None) => "For comparison, one that passes".into(),
                (false, Some(outcome)) => format!("An execution that returns {outcome}"),
                (false, None) => "An execution that passes".into(),
            }
        }
    }
}
