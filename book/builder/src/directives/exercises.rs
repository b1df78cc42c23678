//! A lesson's exercises: task, kind, difficulty, what is assumed, the file to begin with, and hints.
//!
//! A `predict` exercise is multiple choice on the page. Its answers are those of `solution.rs`, which a
//! test checks; the other choices are what its wrong answers name.

use super::Page;
use super::code::fenced;
use super::diagnose::{Line, diagnose};
use crate::html::{escape, id, inline};
use crate::sources::Sources;
use anyhow::{Context, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;

/// What of `exercise.toml` is shown.
#[derive(Debug, Deserialize)]
struct About {
    order: u32,
    kind: String,
    minutes: u32,
    hints: Vec<String>,
    /// Those that a reader chooses from, where a line is to blame.
    #[serde(default)]
    lines: BTreeMap<char, Line>,
}

impl About {
    /// What the reader does.
    fn kind(&self) -> String {
        match self.kind.as_str() {
            "fix" => "Fix a bug".into(),
            "predict" => "Predict the outcomes".into(),
            "diagnose" => "Find the line to blame".into(),
            "capstone" => "Capstone: write a program and a model".into(),
            "complete" => "Complete the code".into(),
            "write-the-model" => "Write a model".into(),
            kind => {
                let kind = kind.replace('-', " ");
                kind[..1].to_uppercase() + &kind[1..]
            }
        }
    }

    /// From 1 to 3. To fix a few lines is the least; a model starts from an empty file.
    fn difficulty(&self) -> usize {
        match self.kind.as_str() {
            "fix" | "diagnose" => 1,
            "write-the-model" | "capstone" => 3,
            _ => 2,
        }
    }
}

/// A section for each.
///
/// # Errors
/// There is no such lesson, or it has none.
pub fn exercises(sources: &Sources, page: &mut Page, number: &str) -> anyhow::Result<String> {
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
        found.push((about, name));
    }
    ensure!(!found.is_empty(), "lesson {number} has no exercises");
    found.sort_by_key(|(about, _)| about.order);
    let mut text = String::new();
    for (about, name) in found {
        let model = format!("{number}/{}", name.replace('_', "-"));
        text += &section(sources, page, &format!("{folder}/{name}"), &model, &about)
            .with_context(|| model.clone())?;
    }
    Ok(text)
}

fn section(
    sources: &Sources,
    page: &mut Page,
    folder: &str,
    model: &str,
    about: &About,
) -> anyhow::Result<String> {
    let file = sources.read(&format!("{folder}/starter.rs"))?;
    let task = file.lines().map_while(|line| line.strip_prefix("//!"));
    let task: Vec<&str> = task.map(str::trim).collect();
    let starter: Vec<&str> = file.lines().skip(task.len()).collect();
    let starter = starter.join("\n");
    let lesson = folder.split('/').nth(1).unwrap_or_default();
    let (place, level) = (id("exercise", model), about.difficulty());
    let dots = "●".repeat(level) + &"○".repeat(3 - level);
    let mut text = format!(
        "<h2 id=\"{place}\">{model}</h2>\n\n\
         <p class=\"wb-about\">{}, about {} minutes. Difficulty: <span aria-hidden=\"true\">{dots}</span> {level} of 3. \
         Assumes {}.</p>\n\n{}\n\n```sh\ncargo workbook watch {model}\n```\n\n",
        about.kind(),
        about.minutes,
        assumes(sources, about, lesson, &starter),
        task.join("\n").trim(),
    );
    if about.kind == "predict" {
        text += &fenced("rust", &program(&starter));
        text.push('\n');
        text += &choices(sources, folder, &file)?;
    } else if about.kind == "diagnose" {
        text += &diagnose(sources, page, folder, model, &about.lines)?;
    } else {
        text += &format!(
            "<details class=\"wb-more wb-starter\"><summary>The file you start with</summary>\n\n{}\n</details>\n\n",
            fenced("rust", starter.trim())
        );
    }
    for (i, hint) in about.hints.iter().enumerate() {
        let hint = inline(hint.trim())?;
        text += &format!(
            "<details class=\"wb-hint\"><summary>Hint {}</summary>{hint}</details>\n",
            i + 1
        );
    }
    text.push('\n');
    Ok(text)
}

/// The pages that explain what an exercise needs, as far as the book has them.
fn assumes(sources: &Sources, about: &About, lesson: &str, starter: &str) -> String {
    let of = match about.kind.as_str() {
        "capstone" => "every lesson up to this one",
        _ => "its lesson",
    };
    let mut pages = vec![(lesson, of)];
    if ["write-the-model", "capstone"].contains(&about.kind.as_str()) {
        pages.push(("models", "how to write a model"));
    }
    if starter.contains("Ordering::") {
        pages.push(("atomics", "memory ordering"));
    }
    let is_there = |page: &str| sources.root.join(format!("book/src/{page}.md")).exists();
    let links = pages.iter().filter(|(page, _)| is_there(page));
    let links: Vec<String> = links
        .map(|(page, title)| format!("<a href=\"{page}.html\">{title}</a>"))
        .collect();
    match links.as_slice() {
        [] => "nothing".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The part that the prediction is about: what stands above it is the answer. The note to those who edit
/// the file is left out.
fn program(starter: &str) -> String {
    let begins = starter.find("/// Not to be edited");
    let program = begins.map_or(starter, |at| &starter[at..]);
    let program = program
        .replacen("/// Not to be edited. ", "/// ", 1)
        .replacen("/// Not to be edited.\n", "", 1);
    program.trim().into()
}

/// Every outcome that an answer names, to be ticked; then which of them are possible.
fn choices(sources: &Sources, folder: &str, starter: &str) -> anyhow::Result<String> {
    let solution = sources.read(&format!("{folder}/solution.rs"))?;
    let right = named(&solution)?;
    let mut all: BTreeMap<String, bool> = BTreeMap::new();
    all.extend(named(starter)?.into_iter().map(|one| (one, false)));
    let wrong = fs::read_dir(sources.root.join(folder).join("wrong"));
    for entry in wrong.with_context(|| format!("cannot read {folder}/wrong"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let edit = sources.read(&format!("{folder}/wrong/{name}"))?;
        let edit = edit.rsplit("--- new").next().unwrap_or_default();
        all.extend(named(edit)?.into_iter().map(|one| (one, false)));
    }
    all.entry("The program deadlocks.".into()).or_insert(false);
    all.extend(right.into_iter().map(|one| (one, true)));
    let possible = all.values().filter(|possible| **possible).count();
    let mut html = format!(
        "<fieldset class=\"wb-options\"><legend>Which of these {} can happen?</legend><ul>",
        all.len()
    );
    let mut answer = String::new();
    for (choice, possible) in &all {
        let class = if *possible { "wb-can" } else { "wb-cannot" };
        html += &format!(
            "<li class=\"{class}\"><label><input type=\"checkbox\"> {choice}</label></li>"
        );
        if *possible {
            answer += &format!("<li>{choice}</li>");
        }
    }
    html += &format!(
        "</ul><details><summary>Check your answer</summary><p>{possible} of the {} can happen:</p>\
         <ul>{answer}</ul></details></fieldset>\n\n",
        all.len()
    );
    Ok(html)
}

/// The outcomes of an answer, `OUTCOMES`, and its failure, `FAILS`.
fn named(answer: &str) -> anyhow::Result<Vec<String>> {
    let mut found = vec![];
    if let Some((_, rest)) = answer.split_once("const OUTCOMES: &[&str] = &[") {
        let (mut rest, end) = (rest, rest.find("];").context("OUTCOMES is never closed")?);
        let stop = rest.len() - end;
        while let Some(at) = rest.find('"') {
            if rest.len() - at <= stop {
                break;
            }
            let raw = rest[..at].ends_with("r#");
            let (value, after) = literal(&rest[at..], raw).context("OUTCOMES holds no texts")?;
            found.push(format!("It returns <code>{}</code>.", escape(&value)));
            rest = after;
        }
    }
    if let Some((_, rest)) = answer.split_once("= Some(FailureKind::") {
        let kind = rest.split(')').next().unwrap_or_default();
        found.push(match kind {
            "Deadlock" => "The program deadlocks.".into(),
            "Assertion" => "A thread panics.".into(),
            kind => format!("The program fails: {kind}."),
        });
    }
    Ok(found)
}

/// A text of Rust and what follows it.
fn literal(text: &str, raw: bool) -> Option<(String, &str)> {
    if raw {
        let (value, after) = text[1..].split_once("\"#")?;
        return Some((value.into(), after));
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let value = values.next()?.ok()?;
    Some((value, &text[values.byte_offset()..]))
}
