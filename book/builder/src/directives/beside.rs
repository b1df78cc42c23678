//! What goes over several lines: two columns, and questions.

use super::Page;
use crate::html::inline;
use anyhow::{bail, ensure};

/// Two columns, which fold into one on a narrow screen.
pub fn beside(page: &mut Page, line: usize) -> String {
    page.open.push(("beside", line));
    "<div class=\"wb-beside\">\n<div>\n".into()
}

/// The second column.
///
/// # Errors
/// There is no first.
pub fn and(page: &Page) -> anyhow::Result<String> {
    match page.open.last() {
        Some(("beside", _)) => Ok("\n</div>\n<div>\n".into()),
        _ => bail!("{{{{#and}}}} stands between {{{{#beside}}}} and {{{{/beside}}}}"),
    }
}

/// A question whose answer is folded away: no script is needed.
///
/// # Errors
/// There is no question.
pub fn quiz(page: &mut Page, question: &str, line: usize) -> anyhow::Result<String> {
    ensure!(
        !question.is_empty(),
        "what is the question? It stands behind {{{{#quiz"
    );
    let question = inline(question)?;
    page.open.push(("quiz", line));
    Ok(format!(
        "<details class=\"wb-quiz\">\n<summary>{question}</summary>\n\n"
    ))
}

/// The end of either.
///
/// # Errors
/// It is not open.
pub fn close(page: &mut Page, name: &'static str) -> anyhow::Result<String> {
    match page.open.pop() {
        Some((open, _)) if open == name => Ok(match name {
            "quiz" => "\n</details>\n".into(),
            _ => "\n</div>\n</div>\n".into(),
        }),
        Some((open, line)) => {
            bail!("{{{{#{open}}}}} of line {line} is open: close it first, with {{{{/{open}}}}}")
        }
        None => bail!("{{{{/{name}}}}} closes nothing: {{{{#{name}}}}} is missing above it"),
    }
}
