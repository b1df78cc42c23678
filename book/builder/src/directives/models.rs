//! What was checked in a lesson: by loom, from the recordings; by the explorer, from its counts.

use super::Page;
use crate::html::{escape, id};
use crate::sources::Sources;
use anyhow::ensure;
use std::collections::BTreeMap;
use std::fs;

const COUNTS: &str = "tests/schedules/found.txt";

/// The table.
///
/// # Errors
/// There is no such lesson, or a recording of it is stale.
pub fn models(sources: &Sources, page: &mut Page, number: &str) -> anyhow::Result<String> {
    let folder = format!("{}/recordings", sources.lesson(number)?);
    let mut found: BTreeMap<String, (String, String)> = BTreeMap::new();
    for entry in fs::read_dir(sources.root.join(&folder))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(name) = name
            .strip_suffix(".json")
            .filter(|name| !name.ends_with(".graph"))
        {
            let model = format!("{number}/{name}");
            let verdict = sources.recording(&model)?.verdict.to_string();
            found.entry(model).or_default().0 = verdict;
        }
    }
    for line in sources.read(COUNTS)?.lines() {
        if let Some((model, verdict)) = line.split_once(' ')
            && model.split('/').next() == Some(number)
        {
            found.entry(model.into()).or_default().1 = verdict.into();
        }
    }
    ensure!(!found.is_empty(), "lesson {number} has no models");
    let place = page.id(id("models", number));
    let mut html = format!(
        "<table class=\"wb-models\" id=\"{place}\"><thead><tr><th scope=\"col\">model</th>\
         <th scope=\"col\">loom</th><th scope=\"col\">explorer</th></tr></thead><tbody>"
    );
    for (model, (loom, explorer)) in found {
        let cell = |text: &str| {
            if text.is_empty() {
                "not recorded".into()
            } else {
                escape(text)
            }
        };
        let (loom, explorer) = (cell(&loom), cell(&explorer));
        let model = escape(&model);
        html +=
            &format!("<tr><td><code>{model}</code></td><td>{loom}</td><td>{explorer}</td></tr>");
    }
    Ok(html + "</tbody></table>\n")
}
