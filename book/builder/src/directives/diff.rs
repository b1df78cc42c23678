//! What differs between a correct listing and one with a bug: two columns on a wide screen, one on a
//! narrow one. It needs no script.

use super::code::Listing;
use crate::html::escape;
use crate::sources::Sources;
use anyhow::{Context, ensure};
use similar::{DiffOp, TextDiff};
use std::fmt::Write;

/// Equal lines that stay visible beside a change; the rest of a longer run is folded.
const AROUND: usize = 3;

/// `CORRECT | BUGGY`, where each side is what `#code` takes.
///
/// # Errors
/// A side is missing or cannot be read, or the sides do not differ.
pub fn diff(sources: &Sources, argument: &str) -> anyhow::Result<String> {
    let sides = argument.split_once('|');
    let (correct, buggy) = sides.context("name both listings: {{#diff CORRECT | BUGGY}}")?;
    let correct = Listing::read(sources, correct.trim()).context("the correct listing")?;
    let buggy = Listing::read(sources, buggy.trim()).context("the listing with the bug")?;
    ensure!(
        correct.language == buggy.language,
        "{} and {} are in different languages: compare two listings of one",
        correct.file,
        buggy.file
    );
    let (old, new): (Vec<&str>, Vec<&str>) = (code(&correct.text), code(&buggy.text));
    ensure!(
        old != new,
        "the two listings do not differ: name a correct one, then one with a bug"
    );
    let found = TextDiff::from_slices(&old, &new);
    let ops = found.ops();
    let mut html = format!(
        "<figure class=\"wb-diff\"><figcaption><span class=\"wb-correct\">correct: {}</span>\
         <span class=\"wb-buggy\">bug: {}</span></figcaption>",
        escape(&correct.file),
        escape(&buggy.file)
    );
    let language = correct.language;
    for (i, op) in ops.iter().enumerate() {
        let (left, right) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => {
                let after = if i + 1 == ops.len() { 0 } else { AROUND };
                html += &equal(language, left, AROUND, after);
            }
            _ => html += &changed(language, left, right),
        }
    }
    Ok(html + "</figure>\n")
}

/// A listing's lines without the documentation of its items, which differs for reasons of its own.
fn code(text: &str) -> Vec<&str> {
    let lines = text.lines();
    lines
        .filter(|line| !line.trim_start().starts_with("///"))
        .collect()
}

/// Lines that both have. The middle of a long run is folded away.
fn equal(language: &str, lines: &[&str], before: usize, after: usize) -> String {
    // A fold that hides a line or two saves nothing.
    if lines.len() < before + after + 3 {
        return both(language, lines);
    }
    let (first, rest) = lines.split_at(before);
    let (middle, last) = rest.split_at(rest.len() - after);
    format!(
        "{}<details class=\"wb-fold\"><summary>{} equal lines</summary>{}</details>{}",
        both(language, first),
        middle.len(),
        both(language, middle),
        both(language, last)
    )
}

/// Equal lines, once in each column. On a narrow screen, and to who listens, they are there once.
fn both(language: &str, lines: &[&str]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let column = column(language, lines, None);
    format!(
        "<div class=\"wb-hunk\"><div>{column}</div><div class=\"wb-again\" aria-hidden=\"true\">{column}</div></div>"
    )
}

/// Lines of one side only.
fn changed(language: &str, left: &[&str], right: &[&str]) -> String {
    let left = column(language, left, Some(("✓", "only in the correct version: ")));
    let right = column(
        language,
        right,
        Some(("✗", "only in the version with the bug: ")),
    );
    format!(
        "<div class=\"wb-hunk\"><div class=\"wb-only-correct\">{left}</div><div class=\"wb-only-buggy\">{right}</div></div>"
    )
}

/// One line of HTML, since a blank one would end it.
fn column(language: &str, lines: &[&str], mark: Option<(&str, &str)>) -> String {
    let mut html = String::new();
    for (i, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = line[..line.len() - code.len()].replace('\t', "    ").len();
        let _ = write!(html, "<div class=\"wb-line\" style=\"--indent:{indent}\">");
        if let Some((sign, said)) = mark {
            // It is said once for all of them.
            let said = if i == 0 { said } else { "" };
            let _ = write!(
                html,
                "<span class=\"wb-sign\" aria-hidden=\"true\">{sign}</span><span class=\"wb-said\">{said}</span>"
            );
        }
        let _ = write!(
            html,
            "<code class=\"language-{language}\">{}</code></div>",
            escape(code)
        );
    }
    html
}
