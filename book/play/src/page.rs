//! The page of what a learner is working on.

use crate::html::{escape, id};
use crate::listing::Read;
use crate::{player, scheduler};
use anyhow::Context;
use recording::{Recording, ScheduleGraph};
use serde_json::Value;

const STYLE: [&str; 2] = [
    include_str!("../../player/colors.css"),
    include_str!("../../player/player.css"),
];
const OWN_STYLE: &str = include_str!("page.css");
const SCRIPTS: [&str; 3] = [
    include_str!("../../player/lanes.js"),
    include_str!("../../player/player.js"),
    include_str!("../../player/scheduler.js"),
];

/// The page, from what `cargo workbook play --data` wrote.
///
/// # Errors
/// It is not what that writes.
pub fn page(data: &str, read: Read<'_>) -> anyhow::Result<String> {
    let data: Value = serde_json::from_str(data).context("cannot read what was checked")?;
    let text = |name: &str| data[name].as_str().unwrap_or_default();
    let sign = if data["good"] == true {
        "wb-good"
    } else {
        "wb-bad"
    };
    let mut body = format!("<p class=\"said {sign}\">{}</p>", escape(text("said")));
    if !text("more").trim().is_empty() {
        body += &format!("<pre tabindex=\"0\">{}</pre>", escape(text("more").trim()));
    }
    for (number, part) in (1..).zip(data["parts"].as_array().into_iter().flatten()) {
        let recording = Recording::from_json(&part["recording"].to_string())?;
        let model = &recording.model;
        let name = |kind: &str| format!("{}-{number}", id(kind, model));
        body += &format!(
            "<h2><code>{}</code></h2><p>{}.</p>",
            escape(model),
            escape(&recording.verdict.to_string())
        );
        if !recording.executions.is_empty() {
            let id = name("player");
            let asked = player::Asked {
                id: &id,
                title: None,
            };
            body += &player::player(&recording, asked, read)?;
        }
        if part["graph"].is_null() {
            body += "<p>It has too many interleavings for a graph, so there is no scheduler.</p>";
        } else {
            let graph = ScheduleGraph::from_json(&part["graph"].to_string())?;
            let id = name("schedule");
            let asked = scheduler::Asked {
                id: &id,
                counts: false,
            };
            body += &scheduler::scheduler(&graph, asked, read)?;
        }
    }
    Ok(whole(text("id"), &body))
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
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>{OWN_STYLE}{style}</style>\
         <script>if (matchMedia(\"(prefers-color-scheme: dark)\").matches) document.documentElement.className = \"coal\";</script>\
         </head><body class=\"content\"><main><h1>{id}</h1>{body}</main><script>{scripts}</script></body></html>"
    )
}
