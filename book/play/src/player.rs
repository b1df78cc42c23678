//! Recorded executions: tables for every reader, and the data for a script that steps through them.

use crate::html::{data, escape};
use crate::listing::{Read, listings};
use crate::words;
use recording::{End, Execution, Frame, Piece, Recording, StepKind, frames};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// More executions than that no reader steps through.
const MOST: usize = 6;

/// What a page needs to know besides the recording.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The id of the element, which no other one on the page has.
    pub id: &'a str,
    /// What the first execution is called, where the page has better words for it.
    pub title: Option<&'a str>,
}

/// The player.
///
/// # Errors
/// A source cannot be read.
pub fn player(recording: &Recording, asked: Asked<'_>, read: Read<'_>) -> anyhow::Result<String> {
    let model = &recording.model;
    let label = escape(&format!("Executions of {model}"));
    let id = asked.id;
    let mut html = format!("<wb-player id=\"{id}\" aria-label=\"{label}\">\n");
    html += &format!(
        "<p class=\"wb-verdict\"><code>{}</code>: {}</p>",
        escape(model),
        escape(&recording.verdict.to_string())
    );
    let mut executions = vec![];
    let mut used = BTreeSet::new();
    for (i, execution) in recording.executions.iter().take(MOST).enumerate() {
        let title = asked.title.filter(|_| i == 0).map(String::from);
        let title = title.unwrap_or_else(|| words::title(recording, execution));
        let frames = frames(recording, execution);
        html += &table(recording, execution, &frames, &title);
        executions.push(data_of(execution, &frames, &title));
        used.extend(looked_at(&frames));
    }
    let lines = used
        .iter()
        .filter_map(|source| recording.sources.get(*source));
    let of = recording.sources.iter();
    let json = json!({
        "model": model,
        "executions": executions,
        "sources": of.map(|source| json!([source.file, source.line])).collect::<Vec<_>>(),
        "files": listings(read, lines.map(|one| (one.file.as_str(), one.line as usize)))?,
    });
    // A blank line would end the block of HTML.
    Ok(format!("{html}\n{}\n</wb-player>\n", data(&json)))
}

/// The frames at which a reader stops.
fn stops(frames: &[Frame]) -> impl Iterator<Item = &Frame> {
    frames.iter().filter(|frame| frame.stop)
}

/// The lines of source to look at.
fn looked_at(frames: &[Frame]) -> impl Iterator<Item = usize> {
    stops(frames).filter_map(|frame| frame.line)
}

/// The steps of a row: `4`, `4–5`.
fn numbers(frame: &Frame) -> String {
    match frame.first + 1 == frame.taken {
        true => frame.taken.to_string(),
        false => format!("{}–{}", frame.first + 1, frame.taken),
    }
}

fn table(recording: &Recording, execution: &Execution, frames: &[Frame], title: &str) -> String {
    let mut html = format!(
        "<table class=\"wb-static\"><caption>{}</caption><thead><tr><th scope=\"col\">step</th>",
        escape(title)
    );
    for thread in &execution.threads {
        html += &format!("<th scope=\"col\">{}</th>", escape(thread));
    }
    html += "<th scope=\"col\">state</th></tr></thead><tbody>";
    let columns = execution.threads.len() + 1;
    let name = |thread: usize| execution.threads.get(thread).map_or("", String::as_str);
    for frame in stops(frames).skip(1) {
        let over = frame.taken > execution.steps.len();
        let number = if over { "end".into() } else { numbers(frame) };
        let said = escape(&frame.said(&execution.threads));
        if over || frame.folded {
            html += &format!(
                "<tr><th scope=\"row\">{number}</th><td colspan=\"{columns}\">{said}</td></tr>"
            );
            continue;
        }
        if let Some(from) = frame.preempted {
            let from = escape(name(from));
            html += &format!(
                "<tr><td></td><td colspan=\"{columns}\"><em>preempted here: {from} could continue</em></td></tr>"
            );
        }
        html += &format!("<tr><th scope=\"row\">{number}</th>");
        for thread in 0..execution.threads.len() {
            html += "<td>";
            if Some(thread) == frame.thread {
                html += &escape(&frame.title);
                if frame.is_blocked(thread) {
                    html += " …";
                }
                if let Some(source) = frame.line.and_then(|line| recording.sources.get(line)) {
                    html += &format!(" <small>line {}</small>", source.line);
                }
            }
            html += "</td>";
        }
        let states = frame.states.iter().filter(|state| state.changed);
        let states = states.map(|state| {
            let object = execution
                .objects
                .get(state.object)
                .map_or("", |object| object.name.as_str());
            escape(&format!("{object}: {}", state.text))
        });
        html += &format!("<td>{}</td></tr>", states.collect::<Vec<_>>().join(", "));
        if frame.key {
            html += &format!("<tr><td></td><td colspan=\"{columns}\"><em>{said}</em></td></tr>");
        }
    }
    html + "</tbody></table>"
}

/// What the script draws: nothing in it has to be worked out there.
fn data_of(execution: &Execution, frames: &[Frame], title: &str) -> Value {
    let last = execution.steps.len() + 1;
    let drawn = stops(frames).map(|frame| {
        let states = frame.states.iter();
        let states = states.map(|state| json!([state.object, state.text, state.changed]));
        // That a thread waits for another one's end matters only if that never comes.
        let waits = frame.waits.iter();
        let waits = waits.filter(|wait| frame.taken == last || wait.kind != StepKind::Join);
        let waits = waits.map(|wait| json!([wait.thread, wait.text, wait.on]));
        let mut said = frame.sentence.clone();
        if said.is_empty() {
            said.push(Piece::Text(frame.title.clone()));
        }
        json!({
            "taken": frame.taken,
            "step": numbers(frame),
            "thread": frame.thread,
            "title": frame.title,
            "folded": frame.folded,
            "preempted": frame.preempted,
            "choice": frame.choice,
            "said": said,
            "key": frame.key,
            "states": states.collect::<Vec<_>>(),
            "waits": waits.collect::<Vec<_>>(),
            "lines": frame.lines,
            "line": frame.line,
        })
    });
    let frames: Vec<_> = drawn.collect();
    let objects = execution.objects.iter().map(|object| &object.name);
    json!({
        "title": title,
        "bad": matches!(execution.end, End::Failed(_)),
        "threads": execution.threads,
        "objects": objects.collect::<Vec<_>>(),
        "steps": execution.steps.len(),
        "frames": frames,
    })
}
