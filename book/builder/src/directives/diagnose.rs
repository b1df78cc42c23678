//! An exercise that asks which line is to blame: the program, its counterexample, and its lines to choose from.
//!
//! A reader who has chosen a line reads what the checker found with that line changed. The command that
//! grades the exercise requires that each of these findings is so.

use super::Page;
use super::code::fenced;
use crate::html::{escape, id, inline};
use crate::sources::Sources;
use anyhow::Context;
use recording::Recording;
use serde::Deserialize;
use std::collections::BTreeMap;
use workbook_play::player::{self, Asked};

/// What `exercise.toml` says of a line.
#[derive(Debug, Deserialize)]
pub struct Line {
    word: String,
    why: String,
}

/// The program, a player of its counterexample, and the lines.
///
/// # Errors
/// A file is missing, or the counterexample is stale.
pub fn diagnose(
    sources: &Sources,
    page: &mut Page,
    folder: &str,
    model: &str,
    lines: &BTreeMap<char, Line>,
) -> anyhow::Result<String> {
    let starter = sources.read(&format!("{folder}/starter.rs"))?;
    let mut text = fenced("rust", &program(&starter));
    let file = format!("{folder}/counterexample.json");
    let recording = Recording::from_json(&sources.read(&file)?).context(file)?;
    sources.is_fresh(
        &recording,
        "write it again, with `cargo workbook verify --record`",
    )?;
    let player = page.id(id("player", model));
    let asked = Asked {
        id: &player,
        title: None,
    };
    let read = |file: &str| sources.read(file);
    text += &format!("\n{}\n", player::player(&recording, asked, &read)?);
    let name = page.id(id("blame", model));
    text += "<fieldset class=\"wb-options\"><legend>Which line is to blame?</legend><ul>";
    for (letter, line) in lines {
        let change = format!("{folder}/lines/{}.edit", letter.to_ascii_lowercase());
        let change = sources.read(&change)?;
        text += &choice(&name, *letter, line, &change)
            .with_context(|| format!("line {letter} of {folder}"))?;
    }
    text += "</ul><details><summary>Check your answer</summary><p>The checker ran the program once more for each \
             line, with that line changed. What it found stands below the line that you have chosen.</p>\
             </details></fieldset>\n\n";
    Ok(text)
}

/// A line that can be chosen, and what was found with it changed.
fn choice(name: &str, letter: char, line: &Line, change: &str) -> anyhow::Result<String> {
    let (head, new) = change
        .split_once("--- new\n")
        .context("its change has no new lines")?;
    let (_, old) = head
        .split_once("--- old\n")
        .context("its change has no old line")?;
    let mark = format!("// {letter}");
    let bare = |line: &str| -> String { line.trim().trim_end_matches(&mark).trim_end().into() };
    let signed = |sign: &str, text: &str| -> String {
        let lines = text.lines().map(bare);
        lines.map(|line| format!("{sign} {line}\n")).collect()
    };
    let is_blamed = line.word == "solved";
    let (class, found) = match is_blamed {
        true => ("wb-can", "The program passes.".into()),
        false => (
            "wb-cannot",
            format!("The program still fails: {}.", line.word),
        ),
    };
    let code = bare(old);
    Ok(format!(
        "<li class=\"{class} wb-blame\"><label><input type=\"radio\" name=\"{name}\"> {letter}: <code>{}</code></label>\
         <div class=\"wb-found\"><pre><code class=\"language-diff\">{}</code></pre><p><strong>{found}</strong> {}</p></div></li>",
        escape(&code),
        escape(&(signed("-", old) + &signed("+", new))).trim_end(),
        inline(&line.why)?
    ))
}

/// The starter without its head, and without the answer.
fn program(starter: &str) -> String {
    let lines = starter.lines().filter(|line| {
        !line.starts_with("//!")
            && !line.starts_with("// TODO")
            && !line.starts_with("pub const LINE")
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    text.replace("\n\n\n", "\n\n").trim().into()
}
