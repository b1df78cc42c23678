//! A lesson's exercises: task, kind, minutes, how to begin.

use crate::html::{id, inline};
use crate::sources::Sources;
use anyhow::{Context, ensure};
use serde::Deserialize;
use std::fs;

/// What of `exercise.toml` is shown.
#[derive(Debug, Deserialize)]
struct About {
    order: u32,
    kind: String,
    minutes: u32,
    hints: Vec<String>,
}

/// A section for each.
///
/// # Errors
/// There is no such lesson, or it has none.
pub fn exercises(sources: &Sources, number: &str) -> anyhow::Result<String> {
    let folder = format!("{}/exercises", sources.lesson(number)?);
    let mut found = vec![];
    let entries = fs::read_dir(sources.root.join(&folder));
    for entry in entries.with_context(|| format!("cannot read {folder}"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let about = format!("{folder}/{name}/exercise.toml");
        if !sources.root.join(&about).exists() {
            continue;
        }
        let about: About = toml::from_str(&sources.read(&about)?).context(about)?;
        let starter = sources.read(&format!("{folder}/{name}/starter.rs"))?;
        let task = starter.lines().map_while(|line| line.strip_prefix("//!"));
        let task: Vec<&str> = task.map(str::trim).collect();
        found.push((about, name, task.join(" ")));
    }
    ensure!(!found.is_empty(), "lesson {number} has no exercises");
    found.sort_by_key(|(about, ..)| about.order);
    let mut text = String::new();
    for (about, name, task) in found {
        let model = format!("{number}/{}", name.replace('_', "-"));
        let (kind, minutes) = (about.kind.replace('-', " "), about.minutes);
        let place = id("exercise", &model);
        text += &format!(
            "<h2 id=\"{place}\">{model}</h2>\n\n*{kind}, {minutes} minutes.* {task}\n\n\
             ```sh\ncargo workbook watch {model}\n```\n\n"
        );
        for (i, hint) in about.hints.iter().enumerate() {
            let hint = inline(hint.trim()).context(model.clone())?;
            text += &format!(
                "<details class=\"wb-hint\"><summary>Hint {}</summary>{hint}</details>\n",
                i + 1
            );
        }
        text.push('\n');
    }
    Ok(text)
}
