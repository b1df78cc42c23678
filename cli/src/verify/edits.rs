//! Grades every single edit of every solution: none is solved, unless a list says why it is right.

use super::{Fault, NOT_COMPILED, batch};
use crate::course::{Course, Exercise};
use crate::edits::edits;
use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;

/// Beside `exercise.toml`: edits that leave the solution right, and why.
pub const LIST: &str = "edits.toml";

/// The words for those that are solved.
const RIGHT: &str = "right";
const SOLVED: &str = "solved";

/// Where to begin counting, so that a sample is the same each time.
const SEED: usize = 7;

/// What came of the edits of one exercise.
#[derive(Debug, Default)]
pub struct Row {
    /// How many were graded.
    pub edits: usize,
    /// How many got each word; those on the list are "right".
    pub words: BTreeMap<String, usize>,
    /// Those that are solved, and on no list.
    pub solved: Vec<String>,
}

impl Row {
    fn of(&self, word: &str) -> usize {
        self.words.get(word).copied().unwrap_or(0)
    }
}

/// Grades the edits of one solution: all, or every `sample`th, of those before which `counted` were.
///
/// # Errors
/// A file cannot be read or written, or an edit not be compiled or run.
pub fn check(
    course: &Course,
    exercise: &Exercise,
    limit: Duration,
    sample: usize,
    counted: &mut usize,
    show: impl FnMut(&str),
) -> anyhow::Result<(Row, Vec<Fault>)> {
    let path = exercise.folder.join("solution.rs");
    let solution = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", course.shown(&path)))?;
    let list = list(course, exercise)?;
    let mut edits = edits(&solution);
    edits.retain(|_| {
        *counted += 1;
        (*counted + SEED).is_multiple_of(sample)
    });
    let texts: Vec<String> = edits.iter().map(|edit| edit.of(&solution)).collect();
    let words = batch::words(course, exercise, &texts, limit, show)?;
    let mut row = Row {
        edits: edits.len(),
        ..Row::default()
    };
    let mut right = vec![];
    for (edit, mut word) in edits.into_iter().zip(words) {
        if word == SOLVED && list.contains_key(&edit.name) {
            word = RIGHT.into();
            right.push(edit.name);
        } else if word == SOLVED {
            row.solved.push(edit.name);
        }
        *row.words.entry(word).or_default() += 1;
    }
    let stale = list
        .keys()
        .filter(|name| sample == 1 && !right.contains(name));
    let stale = stale.map(|name| format!("{LIST} names an edit that is not solved: {name}"));
    let solved = row.solved.iter().map(|name| {
        let name = serde_json::Value::from(name.as_str());
        format!("an edit of its solution is solved; fix what grades it, or say why it is right in {LIST}: {name}")
    });
    let faults = stale
        .chain(solved)
        .map(|what| Fault::new(&exercise.id, what));
    let faults = faults.collect();
    Ok((row, faults))
}

fn list(course: &Course, exercise: &Exercise) -> anyhow::Result<BTreeMap<String, String>> {
    let path = exercise.folder.join(LIST);
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let text = fs::read_to_string(&path);
    let text = text.with_context(|| format!("cannot read {}", course.shown(&path)))?;
    toml::from_str(&text).with_context(|| format!("in {}", course.shown(&path)))
}

/// A line for each exercise, and one for all of them: how many the compiler refuses, how many get each
/// word, how many are right by the list, and how many are solved and not on it.
pub fn table(rows: &[(String, Row)]) -> String {
    let used = rows.iter().flat_map(|(_, row)| row.words.keys());
    let used: BTreeSet<&str> = used.map(String::as_str).collect();
    let ends = [NOT_COMPILED, RIGHT, SOLVED];
    let mut words = vec![NOT_COMPILED];
    words.extend(used.into_iter().filter(|word| !ends.contains(word)));
    words.extend([RIGHT, SOLVED]);
    let heads: Vec<&str> = words.iter().map(|word| head(word)).collect();
    let mut text = format!(
        "exercise                        edits  {}",
        heads.join("  ")
    );
    let line = |name: &str, edits: usize, of: &dyn Fn(&str) -> usize| {
        let mut line = format!("\n{name:30} {edits:6}");
        for (word, head) in words.iter().zip(&heads) {
            line += &format!("  {:>width$}", of(word), width = head.len());
        }
        line
    };
    for (id, row) in rows {
        text += &line(id, row.edits, &|word| row.of(word));
    }
    let all = rows.iter().map(|(_, row)| row.edits).sum();
    let sum = |word: &str| rows.iter().map(|(_, row)| row.of(word)).sum();
    text + &line("all", all, &sum) + "\n"
}

/// How a word's column is headed.
fn head(word: &str) -> &str {
    match word {
        RIGHT => "on the list",
        SOLVED => "not on the list",
        word => word,
    }
}
