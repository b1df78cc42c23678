//! What executions and outcomes are called.

use recording::{End, Execution, FailureKind, Recording};

/// An outcome as a reader knows it: the text of a string, and not its source.
pub fn outcome(value: &str) -> String {
    match plain(value) {
        Some(text) => format!("“{text}”"),
        None => value.to_string(),
    }
}

/// What `{:?}` printed of an outcome, without quotes and brackets. `None` if that would not say the same.
pub fn plain(value: &str) -> Option<String> {
    let value = value.trim();
    let parts = match value.strip_prefix(['(', '[']) {
        Some(rest) if value.ends_with([')', ']']) => split(&rest[..rest.len() - 1]),
        _ => vec![value],
    };
    parts.iter().find(|part| part.starts_with('"'))?;
    let texts: Option<Vec<String>> = parts.iter().map(|part| part_words(part)).collect();
    let texts = texts?;
    let joined = match texts.iter().any(|text| text.contains(", ")) {
        true => "; ",
        false => ", ",
    };
    Some(texts.join(joined))
}

/// A part of a value: a text that can be told from what is around it, or a number.
fn part_words(part: &str) -> Option<String> {
    match unquoted(part) {
        Some(text) if text.is_empty() => Some("nothing".into()),
        Some(text) => {
            let plain = text.trim() == text && !text.contains(['[', '(', '"', '\\', '\n', '\0']);
            plain.then_some(text)
        }
        None => part
            .chars()
            .all(|c| c.is_ascii_alphanumeric())
            .then(|| part.into()),
    }
}

/// The text of a literal.
fn unquoted(literal: &str) -> Option<String> {
    serde_json::from_str(literal).ok()
}

/// The items of a tuple or a list: commas within quotes and brackets part nothing.
fn split(items: &str) -> Vec<&str> {
    let (mut found, mut begin, mut depth) = (vec![], 0, 0);
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in items.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(items[begin..at].trim());
                begin = at + 1;
            }
            _ => {}
        }
    }
    found.push(items[begin..].trim());
    found
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

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn texts_are_read_without_quotes() {
        let plain = |value| plain(value).unwrap();
        assert_eq!(plain("\"the 2\""), "the 2");
        assert_eq!(plain("(\"\", \"timed out\")"), "nothing, timed out");
        assert_eq!(plain("[\"a, b\", \"c\"]"), "a, b; c");
        assert_eq!(plain("(\"in time\", 2)"), "in time, 2");
    }

    #[test]
    fn what_is_no_text_stays_as_it_is() {
        assert_eq!(plain("[0, 1]"), None);
        assert_eq!(plain("(\"a\", [true, false])"), None);
        assert_eq!(plain("\" after in\""), None);
    }
}
