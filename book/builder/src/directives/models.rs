//! What was checked in a lesson: by loom, from the recordings; by the explorer, from its counts.

use super::Page;
use crate::html::{escape, id};
use crate::sources::Sources;
use anyhow::ensure;
use recording::{Verdict, number};
use std::collections::BTreeMap;
use std::fs;

const COUNTS: &str = "tests/schedules/found.txt";

/// What one checker says of a model.
#[derive(Default)]
struct Cell {
    text: String,
    /// Whether it fails.
    fails: bool,
    /// Whether the search was bounded.
    bounded: bool,
    /// What has to be known beside it.
    notes: Vec<String>,
}

/// One sentence about a lesson's models, with the table folded behind it; or the rows of those models alone whose
/// names follow the lesson's number.
///
/// # Errors
/// There is no such lesson or model, or a recording of it is stale.
pub fn models(sources: &Sources, page: &mut Page, argument: &str) -> anyhow::Result<String> {
    let mut names = argument.split_whitespace();
    let lesson = names.next().unwrap_or_default();
    let names: Vec<String> = names.map(|name| format!("{lesson}/{name}")).collect();
    let folder = format!("{}/recordings", sources.lesson(lesson)?);
    let mut found: BTreeMap<String, [Option<Cell>; 2]> = BTreeMap::new();
    for entry in fs::read_dir(sources.root.join(&folder))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(name) = name
            .strip_suffix(".json")
            .filter(|name| !name.ends_with(".graph"))
        {
            let model = format!("{lesson}/{name}");
            let cell = loom(&sources.recording(&model)?.verdict);
            found.entry(model).or_default()[0] = Some(cell);
        }
    }
    for line in sources.read(COUNTS)?.lines() {
        if let Some((model, verdict)) = line.split_once(' ')
            && model.split('/').next() == Some(lesson)
        {
            found.entry(model.into()).or_default()[1] = Some(explorer(verdict));
        }
    }
    for name in &names {
        ensure!(found.contains_key(name), "there is no model {name}");
    }
    found.retain(|name, _| names.is_empty() || names.contains(name));
    ensure!(!found.is_empty(), "lesson {lesson} has no models");
    let place = page.id(id("models", lesson));
    let mut notes: Vec<String> = vec![];
    let mut rows = String::new();
    let mut shown: Vec<_> = found.iter().collect();
    shown.sort_by_key(|(model, _)| names.iter().position(|name| name == *model));
    for (model, cells) in shown {
        rows += &format!("<tr><td><code>{}</code></td>", escape(model));
        for cell in cells {
            rows += &row(cell.as_ref(), &mut notes);
        }
        rows += "</tr>";
    }
    let (open, close) = match names.is_empty() {
        true => {
            let summary = summary(found.values());
            let open =
                format!("<details class=\"wb-more\" id=\"{place}\"><summary>{summary}</summary>");
            (open, "</details>")
        }
        false => (format!("<div id=\"{place}\">"), "</div>"),
    };
    let mut html = format!(
        "{open}<table class=\"wb-models\"><thead><tr><th scope=\"col\">model</th>\
         <th scope=\"col\">loom, weak memory included: executions</th>\
         <th scope=\"col\">explorer, sequentially consistent: executions</th></tr></thead><tbody>{rows}</tbody></table>"
    );
    if !notes.is_empty() {
        html += "<ol class=\"wb-notes\">";
        for note in &notes {
            html += &format!("<li>{}</li>", crate::html::inline(note)?);
        }
        html += "</ol>";
    }
    Ok(html + close + "\n")
}

fn row(cell: Option<&Cell>, notes: &mut Vec<String>) -> String {
    let Some(cell) = cell else {
        return "<td>not run</td>".into();
    };
    let mut html = format!("<td>{}", escape(&cell.text));
    for note in &cell.notes {
        let known = notes.iter().position(|known| known == note);
        let number = known.unwrap_or_else(|| {
            notes.push(note.clone());
            notes.len() - 1
        });
        html += &format!(" <sup>{}</sup>", number + 1);
    }
    html + "</td>"
}

/// How many models there are, how many pass, and which searches were bounded.
fn summary<'a>(models: impl Iterator<Item = &'a [Option<Cell>; 2]>) -> String {
    let models: Vec<_> = models.collect();
    let count =
        |is: &dyn Fn(&[Option<Cell>; 2]) -> bool| models.iter().filter(|one| is(one)).count();
    let all = models.len();
    let fail = count(&|cells| cells.iter().flatten().any(|cell| cell.fails));
    let without = [0, 1].map(|side| count(&|cells| cells[side].is_none()));
    let bounded = count(&|cells| cells[0].as_ref().is_some_and(|cell| cell.bounded));
    let passing = match all - fail {
        n if n == all => "all of them pass".to_string(),
        n => format!("{n} pass"),
    };
    let failing = match fail {
        0 => String::new(),
        1 => ", and 1 contains a bug on purpose and fails".into(),
        n => format!(", and {n} contain a bug on purpose and fail"),
    };
    let explored = match without {
        [0, 0] => "Both checkers explored every one".to_string(),
        [n, 0] => format!(
            "Both checkers explored {}, and the explorer alone the other {n}",
            all - n
        ),
        [0, n] => format!(
            "Both checkers explored {}, and loom alone the other {n}",
            all - n
        ),
        [m, n] => format!(
            "Both checkers explored {}, and one of them the other {}",
            all - m - n,
            m + n
        ),
    };
    let bounded = match bounded {
        0 => String::new(),
        1 => "; one of loom's searches is bounded".into(),
        n => format!("; {n} of loom's searches are bounded"),
    };
    let models = if all == 1 { "model" } else { "models" };
    format!("{all} {models}: {passing}{failing}. {explored}{bounded}.")
}

fn loom(verdict: &Verdict) -> Cell {
    match *verdict {
        Verdict::Holds {
            executions,
            preemptions: None,
        } => Cell {
            text: format!("passes: all {}", number(executions)),
            ..Cell::default()
        },
        Verdict::Holds {
            executions,
            preemptions: Some(bound),
        } => Cell {
            text: format!("passes: {}, bounded", number(executions)),
            bounded: true,
            notes: vec![format!(
                "Bounded: the search explored executions with at most {}. None with more was explored.",
                match bound {
                    1 => "1 preemption".into(),
                    n => format!("{n} preemptions"),
                }
            )],
            ..Cell::default()
        },
        verdict => explorer(&verdict.to_string()),
    }
}

/// The explorer's verdicts are known by their words: `holds in all 60 executions (…), 60 runs of 60`.
fn explorer(verdict: &str) -> Cell {
    let mut cell = Cell::default();
    let mut plain = String::new();
    for (i, piece) in verdict.split(" (").enumerate() {
        if i == 0 {
            plain += piece;
            continue;
        }
        let (remark, rest) = piece.split_once(')').unwrap_or((piece, ""));
        if !remark.starts_with("sequentially consistent") && !remark.starts_with("fewer may be") {
            cell.notes.push(sentence(remark));
        }
        plain += rest;
    }
    let all = plain.split_once("in all ").map(|(_, rest)| rest);
    let count = all.and_then(|rest| rest.split(' ').next());
    cell.fails = plain.contains("fails");
    cell.text = match count {
        Some(count) => format!("passes: all {count}"),
        None => plain,
    };
    cell
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
