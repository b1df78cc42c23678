//! What a model returned, in words: it was recorded as `{:?}` prints it.

use crate::html::escape;
use recording::Failure;

/// Text where text was returned, and `<code>` where it was something else.
pub fn words(value: &str) -> String {
    let value = value.trim();
    let parts = match value.strip_prefix(['(', '[']) {
        Some(rest) if value.ends_with([')', ']']) => split(&rest[..rest.len() - 1]),
        _ => vec![value],
    };
    let texts: Option<Vec<String>> = parts.iter().map(|part| part_words(part)).collect();
    match texts {
        Some(texts) if parts.iter().any(|part| part.starts_with('"')) => {
            let joined = match texts.iter().any(|text| text.contains(", ")) {
                true => "; ",
                false => ", ",
            };
            escape(&texts.join(joined))
        }
        _ => format!("<code>{}</code>", escape(value)),
    }
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

/// How an execution failed. What `assert_eq!` prints in three lines is one sentence here.
pub fn failed(failure: &Failure) -> String {
    let message = failure.message.as_str();
    let compared = message
        .strip_prefix("assertion `left == right` failed: ")
        .and_then(|rest| rest.split_once("\n  left: "))
        .and_then(|(what, rest)| Some((what, rest.split_once("\n right: ")?)));
    let message = match compared {
        Some((what, (left, right))) => format!("{what}; it is {left}, and should be {right}"),
        None => message.into(),
    };
    escape(&format!("{}: {message}", failure.kind))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn texts_are_read_without_quotes() {
        assert_eq!(words("\"the 2\""), "the 2");
        assert_eq!(words("(\"\", \"timed out\")"), "nothing, timed out");
        assert_eq!(words("[\"a, b\", \"c\"]"), "a, b; c");
        assert_eq!(words("(\"in time\", 2)"), "in time, 2");
    }

    #[test]
    fn what_is_no_text_stays_code() {
        assert_eq!(words("[0, 1]"), "<code>[0, 1]</code>");
        assert_eq!(
            words("(\"a\", [true, false])"),
            "<code>(&quot;a&quot;, [true, false])</code>"
        );
        assert_eq!(words("\" after in\""), "<code>&quot; after in&quot;</code>");
    }
}
