//! The page of what a learner is working on.

use crate::html::{escape, id};
use crate::listing::Read;
use crate::{player, scheduler};
use anyhow::Context;
use recording::{Recording, ScheduleGraph, Verdict};
use serde_json::Value;

const STYLE: [&str; 2] = [
    include_str!("../../player/colors.css"),
    include_str!("../../player/player.css"),
];
const OWN_STYLE: &str = include_str!("page.css");
const SCRIPTS: [&str; 4] = [
    include_str!("../../player/lanes.js"),
    include_str!("../../player/player.js"),
    include_str!("../../player/schedule.js"),
    include_str!("../../player/scheduler.js"),
];

/// What one checker says of a model.
struct Checked<'a> {
    checker: &'a str,
    recording: Recording,
    graph: Option<ScheduleGraph>,
    limits: Vec<&'a str>,
}

impl Checked<'_> {
    fn read(data: &Value) -> anyhow::Result<Checked<'_>> {
        let graph = &data["graph"];
        let limits = data["limits"].as_array().into_iter().flatten();
        Ok(Checked {
            checker: data["checker"].as_str().context("no checker")?,
            recording: Recording::from_json(&data["recording"].to_string())?,
            graph: match graph.is_null() {
                true => None,
                false => Some(ScheduleGraph::from_json(&graph.to_string())?),
            },
            limits: limits.filter_map(Value::as_str).collect(),
        })
    }

    fn sign(&self) -> &'static str {
        match self.recording.verdict {
            Verdict::Holds { .. } => "wb-good",
            _ => "wb-bad",
        }
    }
}

/// The page, from what `cargo workbook play` tells.
///
/// # Errors
/// It is not what that tells.
pub fn page(data: &Value, read: Read<'_>) -> anyhow::Result<String> {
    let text = |name: &str| data[name].as_str().unwrap_or_default().trim();
    let sign = match data["good"] == true {
        true => "wb-good",
        false => "wb-bad",
    };
    let mut body = format!(
        "<p class=\"file\">Each save of <code>{}</code> is checked.</p>",
        escape(text("file"))
    );
    if !text("said").is_empty() {
        body += &format!("<p class=\"said {sign}\">{}</p>", escape(text("said")));
    }
    if !text("more").is_empty() {
        body += &format!(
            "<pre tabindex=\"0\" role=\"group\" aria-label=\"Details\">{}</pre>",
            escape(text("more"))
        );
    }
    let is_answer = data["answer"] == true;
    for (number, data) in (1..).zip(data["parts"].as_array().into_iter().flatten()) {
        body += &part(data, number, is_answer, read)?;
    }
    Ok(whole(text("id"), &body))
}

/// A model: what each checker says of it, executions to step through, and the scheduler.
fn part(data: &Value, number: usize, is_answer: bool, read: Read<'_>) -> anyhow::Result<String> {
    let model = data["model"].as_str().context("no model")?;
    let mut html = format!("<h2><code>{}</code>", escape(model));
    if let Some(test) = data["test"].as_str() {
        html += &format!(" in <code>{}</code>", escape(test));
    }
    html += "</h2>";
    let checked = data["checked"].as_array().into_iter().flatten();
    let checked: anyhow::Result<Vec<Checked<'_>>> = checked.map(Checked::read).collect();
    let mut checked = checked?;
    html += &verdicts(&checked);
    // What fails comes first, and of those that say the same the explorer, whose executions it can also schedule.
    checked.sort_by_key(|one| (one.sign() == "wb-good", one.checker != "explorer"));
    for (i, one) in checked.iter().enumerate() {
        if one.recording.executions.is_empty() {
            continue;
        }
        let id = format!("{}-{}-{number}", id("player", model), one.checker);
        let asked = player::Asked {
            id: &id,
            title: None,
        };
        let player = player::player(&one.recording, asked, read)?;
        html += &match i {
            0 => player,
            _ => format!(
                "<details><summary>What {} found</summary>{player}</details>",
                the(one.checker)
            ),
        };
    }
    match checked.iter().find_map(|one| one.graph.as_ref()) {
        Some(graph) => {
            let id = format!("{}-{number}", id("schedule", model));
            let asked = scheduler::Asked {
                id: &id,
                counts: false,
                replays: !is_answer,
            };
            html += &scheduler::scheduler(graph, asked, read)?;
        }
        None if checked.is_empty() => {}
        None => html += "<p>There are too many interleavings to schedule them yourself.</p>",
    }
    Ok(html)
}

/// What each checker says, and what it did not explore.
fn verdicts(checked: &[Checked<'_>]) -> String {
    let mut html = String::from("<ul class=\"verdicts\">");
    for one in checked {
        html += &format!(
            "<li><span class=\"{}\">{}</span>: {}",
            one.sign(),
            escape(the(one.checker)),
            escape(&one.recording.verdict.to_string())
        );
        for limit in &one.limits {
            html += &format!("; {}", escape(limit));
        }
        html += "</li>";
    }
    html + "</ul>"
}

fn the(checker: &str) -> &str {
    match checker {
        "explorer" => "the explorer",
        other => other,
    }
}

/// The page before the first check is over, or when one cannot be done.
pub fn message(id: &str, said: &str) -> String {
    whole(
        id,
        &format!("<pre class=\"said\" tabindex=\"0\">{}</pre>", escape(said)),
    )
}

fn whole(id: &str, body: &str) -> String {
    let id = escape(id);
    let (style, scripts) = (STYLE.concat(), SCRIPTS.join("\n"));
    format!(
        "<!doctype html><html lang=\"en\" class=\"light\"><head><meta charset=\"utf-8\"><title>{id}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\">\
         <style>{OWN_STYLE}{style}</style>\
         <script>if (matchMedia(\"(prefers-color-scheme: dark)\").matches) document.documentElement.className = \"coal\";</script>\
         </head><body class=\"content\"><main><h1>{id}</h1>{body}</main><script>{scripts}</script></body></html>"
    )
}
