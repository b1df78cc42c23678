//! Every outcome of a model: what your run shows is one of them.

use crate::html::escape;
use crate::sources::Sources;
use anyhow::ensure;
use recording::{End, Recording, Verdict};

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
    let mut html = format!(
        "<table class=\"wb-outcomes\"><caption>{}: {}</caption><thead><tr><th scope=\"col\">outcome</th>\
         <th scope=\"col\">executions</th></tr></thead><tbody>",
        escape(model),
        escape(&recording.verdict.to_string())
    );
    for (value, count) in rows {
        html += &format!(
            "<tr><td><code>{}</code></td><td>{count}</td></tr>",
            escape(&value)
        );
    }
    Ok(html + "</tbody></table>\n")
}

fn rows(recording: &Recording) -> Vec<(String, String)> {
    let mut rows = vec![];
    if let Some((_, failure)) = recording.counterexample() {
        rows.push((
            format!("{}: {}", failure.kind, failure.message),
            "found".into(),
        ));
    }
    for outcome in &recording.outcomes {
        let count = match recording.verdict {
            // The search ended at the failure.
            Verdict::Fails { .. } => format!("{} before", outcome.count),
            _ => outcome.count.to_string(),
        };
        rows.push((outcome.value.clone(), count));
    }
    if rows.is_empty() {
        let ends = recording.executions.iter();
        let returns = ends
            .filter(|one| matches!(one.end, End::Returned { .. }))
            .count();
        if returns > 0 {
            rows.push(("returns".into(), recording.distinct.to_string()));
        }
    }
    rows
}
