//! Recorded executions: tables for every reader, and the data for a script that steps through them.

use super::Page;
use crate::html::{data, escape, id};
use crate::sources::{Line, Sources};
use recording::{End, Execution, Recording};
use serde_json::json;
use std::collections::BTreeMap;

/// More executions than that nobody steps through.
const MOST: usize = 12;
/// Lines that are shown around those that steps point to.
const AROUND: usize = 4;

/// The player.
///
/// # Errors
/// There is no recording, or it is stale.
pub fn player(sources: &Sources, page: &mut Page, model: &str) -> anyhow::Result<String> {
    let recording = sources.recording(model)?;
    let verdict = recording.verdict.to_string();
    let place = page.id(id("player", model));
    let shown = &recording.executions[..recording.executions.len().min(MOST)];
    let label = escape(&format!("Executions of {model}"));
    let mut html = format!("<wb-player id=\"{place}\" aria-label=\"{label}\">\n");
    html += &format!(
        "<p class=\"wb-verdict\"><code>{}</code>: {}</p>",
        escape(model),
        escape(&verdict)
    );
    for (i, execution) in shown.iter().enumerate() {
        html += &table(&recording, execution, i, shown.len());
    }
    let executions: Vec<_> = shown.iter().map(|one| steps(&recording, one)).collect();
    let of = recording.sources.iter();
    let json = json!({
        "model": model,
        "executions": executions,
        "sources": of.map(|source| json!([source.file, source.line])).collect::<Vec<_>>(),
        "files": listings(sources, recording.sources.iter().map(|one| (one.file.as_str(), one.line as usize)))?,
    });
    // A blank line would end the block of HTML.
    Ok(format!("{html}\n{}\n</wb-player>\n", data(&json)))
}

fn object(execution: &Execution, object: Option<usize>) -> Option<&str> {
    Some(execution.objects.get(object?)?.name.as_str())
}

fn table(recording: &Recording, execution: &Execution, i: usize, all: usize) -> String {
    let mut html = format!(
        "<table class=\"wb-static\"><caption>Execution {} of {all}, which {}</caption><thead><tr>\
         <th scope=\"col\">step</th>",
        i + 1,
        escape(&execution.end.title())
    );
    for thread in &execution.threads {
        html += &format!("<th scope=\"col\">{}</th>", escape(thread));
    }
    html += "<th scope=\"col\">after it</th></tr></thead><tbody>";
    for (number, step) in execution.steps.iter().enumerate() {
        html += &format!("<tr><th scope=\"row\">{}</th>", number + 1);
        for thread in 0..execution.threads.len() {
            html += "<td>";
            if thread == step.thread {
                html += &escape(&step.text);
                if step.blocks {
                    html += " …";
                }
                if let Some(choice) = &step.choice {
                    html += &format!(" <em>({})</em>", escape(choice));
                }
                if let Some(source) = step.source.and_then(|source| recording.sources.get(source)) {
                    html += &format!(" <small>line {}</small>", source.line);
                }
            }
            html += "</td>";
        }
        let state = step.state.as_ref().map(|state| {
            let name = object(execution, step.object).unwrap_or_default();
            escape(&format!("{name}: {state}"))
        });
        html += &format!("<td>{}</td></tr>", state.unwrap_or_default());
    }
    if let End::Failed(failure) = &execution.end {
        let columns = execution.threads.len() + 1;
        html += &format!(
            "<tr><th scope=\"row\">end</th><td colspan=\"{columns}\"><strong>{}: {}</strong></td></tr>",
            failure.kind,
            escape(&failure.message)
        );
    }
    html + "</tbody></table>"
}

fn steps(recording: &Recording, execution: &Execution) -> serde_json::Value {
    let steps = execution.steps.iter().map(|step| {
        json!({
            "t": step.thread,
            "text": step.text,
            "o": step.object.filter(|_| step.state.is_some()),
            "state": step.state,
            "blocks": step.blocks,
            "src": step.source.filter(|source| *source < recording.sources.len()),
            "from": step.preempted,
            "choice": step.choice,
        })
    });
    let objects = execution.objects.iter().map(|object| &object.name);
    let (bad, message, source, thread) = match &execution.end {
        End::Failed(failure) => (
            true,
            format!("{}: {}", failure.kind, failure.message),
            failure.source,
            failure.thread,
        ),
        End::Returned { .. } => (false, execution.end.title(), None, 0),
    };
    json!({
        "title": execution.end.title(),
        "threads": execution.threads,
        "objects": objects.collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
        "end": { "bad": bad, "text": message, "src": source, "t": thread },
    })
}

/// For each file the lines around those that are pointed to; a gap between them is a number of 0.
///
/// # Errors
/// A file cannot be read.
pub fn listings<'a>(
    sources: &Sources,
    lines: impl Iterator<Item = (&'a str, usize)>,
) -> anyhow::Result<BTreeMap<String, Vec<Line>>> {
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (file, line) in lines {
        wanted.entry(file).or_default().push(line);
    }
    let mut listings = BTreeMap::new();
    for (file, near) in wanted {
        let text = sources.read(file)?;
        let mut listing: Vec<Line> = vec![];
        for (number, line) in (1..).zip(text.lines()) {
            let shown = near
                .iter()
                .any(|one| number + AROUND >= *one && number <= one + AROUND);
            let begins = listing.last().is_none_or(|(last, _)| last + 2 < number);
            if !shown || is_no_code(line) || (begins && line.trim().is_empty()) {
                continue;
            }
            if begins && !listing.is_empty() {
                listing.push((0, String::new()));
            }
            listing.push((number, line.replace('\t', "    ")));
        }
        listings.insert(file.to_string(), listing);
    }
    Ok(listings)
}

/// Whether a line only explains an item, or marks where a listing of the book begins or ends.
fn is_no_code(line: &str) -> bool {
    let line = line.trim_start();
    ["///", "//!", "// ANCHOR:", "// ANCHOR_END:"]
        .iter()
        .any(|start| line.starts_with(start))
}
