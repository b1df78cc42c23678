//! Every outcome of a model: what your run shows is one of them.

use crate::html::escape;
use crate::sources::Sources;
use anyhow::ensure;
use recording::{End, Recording, Verdict, number};
use workbook_play::words;

/// The table.
///
/// # Errors
/// There is no recording.
pub fn outcomes(sources: &Sources, model: &str) -> anyhow::Result<String> {
    let recording = sources.recording(model)?;
    let rows = rows(&recording);
    ensure!(
        !rows.is_empty(),
        "{model} returns nothing that could be told apart"
    );
    let (caption, column) = heads(&recording);
    let mut html = format!(
        "<table class=\"wb-outcomes\"><caption><code>{}</code> {caption}</caption><thead><tr><th scope=\"col\">outcome</th>\
         <th scope=\"col\">{column}</th></tr></thead><tbody>",
        escape(model)
    );
    for (value, count) in rows {
        html += &format!("<tr><td>{value}</td><td>{count}</td></tr>");
    }
    Ok(html + "</tbody></table>\n")
}

/// What the table says, and what its second column counts.
fn heads(recording: &Recording) -> (String, &'static str) {
    match recording.verdict {
        Verdict::Holds {
            executions,
            preemptions: None,
        } => (
            format!("passes: holds in all {}", counted(executions, "execution")),
            "executions",
        ),
        Verdict::Holds {
            executions,
            preemptions: Some(bound),
        } => (
            format!(
                "passes: holds in {} with at most {}, and more preemptions were not tried",
                counted(executions, "execution"),
                counted(bound.into(), "preemption")
            ),
            "executions",
        ),
        Verdict::Fails { .. } => (
            "fails, and the search stops at the execution that does".into(),
            "executions up to then",
        ),
        verdict => (escape(&verdict.to_string()), "executions"),
    }
}

fn counted(n: u64, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {what}{plural}", number(n))
}

fn rows(recording: &Recording) -> Vec<(String, String)> {
    let mut rows = vec![];
    if let Some((_, failure)) = recording.counterexample() {
        let told = {
            let end = words::end(&failure.kind.to_string(), &failure.message);
            format!("<span class=\"wb-bad\">{}</span>", escape(&end))
        };
        rows.push((told, "1".into()));
    }
    for outcome in &recording.outcomes {
        rows.push((value(&outcome.value), number(outcome.count)));
    }
    if rows.is_empty() {
        let ends = recording.executions.iter();
        let returns = ends
            .filter(|one| matches!(one.end, End::Returned { .. }))
            .count();
        if returns > 0 {
            rows.push(("returns without a value".into(), number(recording.distinct)));
        }
    }
    rows
}

/// Text where text was returned, and code where it was something else.
fn value(value: &str) -> String {
    match words::plain(value) {
        Some(text) => escape(&text),
        None => format!("<code>{}</code>", escape(value)),
    }
}
