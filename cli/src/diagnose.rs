//! Exercises that ask which line is to blame: the answer names a line, and is graded by changing it.
//!
//! The starter is a broken program that marks the lines in question with `// A`, `// B` …. For each of
//! them, `lines/a.edit` holds one change of that line alone. The line to blame is the one whose change
//! makes the program pass: the checkers say which, and `verify` requires that it is the only one.

use crate::answer::Finding;
use crate::compile::edited;
use crate::course::{Exercise, Kind};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fs;
use syn::{Expr, Item, Lit};

/// What a learner edits.
pub const LINE: &str = "LINE";
/// What it holds before.
const OPEN: char = '?';
/// In the exercise's folder: the failing execution of the starter, which the book shows.
pub const COUNTEREXAMPLE: &str = "counterexample.json";
/// Where the files are that change one line each.
pub const FOLDER: &str = "lines/";
/// Fewest lines to choose from.
const FEWEST: usize = 3;
/// The word for the line to blame.
const SOLVED: &str = "solved";

/// The file that changes a line, without its ending.
pub fn file(letter: char) -> String {
    format!("{FOLDER}{}", letter.to_ascii_lowercase())
}

/// The lines of a program that are marked: by letter, the number from 0.
fn marked(text: &str) -> BTreeMap<char, usize> {
    let letter = |line: &str| {
        let (_, mark) = line.trim_end().rsplit_once("// ")?;
        let mut mark = mark.chars();
        let letter = mark.next().filter(char::is_ascii_uppercase)?;
        mark.next().is_none().then_some(letter)
    };
    let lines = text.lines().enumerate();
    let marked = lines.filter_map(|(place, line)| Some((letter(line)?, place)));
    marked.collect()
}

/// What `LINE` holds: its line, and the letter, if it is one.
fn answer(file: &syn::File) -> Option<(usize, Option<char>)> {
    file.items.iter().find_map(|item| match item {
        Item::Const(item) if item.ident == LINE => {
            let letter = match &*item.expr {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Char(letter) => Some(letter.value()),
                    _ => None,
                },
                _ => None,
            };
            Some((item.ident.span().start().line, letter))
        }
        _ => None,
    })
}

/// What is wrong with the letter of an answer, if anything is.
pub fn finding(answered: &syn::File, starter: &str) -> Option<Finding> {
    let marked = marked(starter);
    // That it is missing is said already.
    let (line, letter) = answer(answered)?;
    if letter.is_some_and(|letter| letter == OPEN || marked.contains_key(&letter)) {
        return None;
    }
    let letters: Vec<String> = marked.keys().map(|letter| format!("'{letter}'")).collect();
    let text = format!(
        "`{LINE}` has to be the letter of a marked line: {}",
        letters.join(", ")
    );
    Some(Finding::new(line, LINE, text))
}

/// The line that an answer names; `None` if it names none yet, or is to another kind of exercise.
pub fn named(exercise: &Exercise, text: &str) -> Option<char> {
    if exercise.about.kind != Kind::Diagnose {
        return None;
    }
    let (_, letter) = answer(&syn::parse_file(text).ok()?)?;
    letter.filter(|letter| exercise.about.lines.contains_key(letter))
}

/// The line to blame.
pub fn blamed(exercise: &Exercise) -> Option<char> {
    let mut lines = exercise.about.lines.iter();
    lines
        .find(|(_, line)| line.word == SOLVED)
        .map(|(letter, _)| *letter)
}

/// What is said of a line once it was named.
pub fn why(exercise: &Exercise, letter: char) -> String {
    let line = exercise.about.lines.get(&letter);
    line.map_or_else(String::new, |line| line.why.clone())
}

/// A line as it is in the starter, and what stands there once it is changed, without their indentation.
///
/// # Errors
/// A file cannot be read, or another line is changed.
pub fn change(exercise: &Exercise, letter: char) -> anyhow::Result<(String, Vec<String>)> {
    let starter = exercise.folder.join("starter.rs");
    let cannot = || format!("cannot read {}", starter.display());
    let starter = fs::read_to_string(&starter).with_context(cannot)?;
    let place = marked(&starter).get(&letter).copied();
    let place = place.with_context(|| format!("starter.rs marks no line with `// {letter}`"))?;
    let changed = edited::text(&edited::path(&exercise.folder, &file(letter)))?;
    let (old, new): (Vec<&str>, Vec<&str>) = (starter.lines().collect(), changed.lines().collect());
    let after = &old[place + 1..];
    let end = new.len().checked_sub(after.len());
    let end =
        end.filter(|end| *end >= place && new[*end..] == *after && new[..place] == old[..place]);
    let end = end.with_context(|| format!("{} changes more than line {letter}", file(letter)))?;
    let mark = format!("// {letter}");
    let trimmed = |line: &&str| line.trim().trim_end_matches(&mark).trim_end().to_string();
    Ok((
        trimmed(&old[place]),
        new[place..end].iter().map(trimmed).collect(),
    ))
}

/// What is wrong with the lines that an exercise offers.
pub fn faults(exercise: &Exercise) -> Vec<String> {
    let read = |file: &str| fs::read_to_string(exercise.folder.join(file)).unwrap_or_default();
    let (starter, lines) = (read("starter.rs"), &exercise.about.lines);
    let mut wrong = vec![];
    if lines.len() < FEWEST {
        wrong.push(format!("it offers {} lines, and not {FEWEST}", lines.len()));
    }
    let marked: Vec<char> = marked(&starter).into_keys().collect();
    if !lines.keys().eq(&marked) {
        wrong.push(format!(
            "starter.rs marks {marked:?}, and exercise.toml is about {:?}",
            lines.keys().collect::<Vec<_>>()
        ));
    }
    let blamed: Vec<char> = lines
        .iter()
        .filter(|(_, line)| line.word == SOLVED)
        .map(|(letter, _)| *letter)
        .collect();
    if blamed.len() != 1 {
        wrong.push(format!("{} lines are to blame, and not 1", blamed.len()));
    }
    if named(exercise, &read("solution.rs")) != blamed.first().copied() {
        wrong.push("solution.rs does not name the line to blame".into());
    }
    for letter in lines.keys() {
        if let Err(error) = change(exercise, *letter) {
            wrong.push(format!("{error:#}"));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use crate::answer::{Read, read};
    use crate::course::Kind;

    #[test]
    fn a_diagnosis_names_a_line_that_is_marked() {
        let starter = "//! Say.\nuse super::sync::thread;\npub const LINE: char = '?';\n\n\
                       pub fn program() -> u32 {\n    let a = 4; // A\n    a + 1; // B\n}\n";
        let answer =
            |from: &str, to: &str| read(Kind::Diagnose, &starter.replace(from, to), starter);
        for letter in ["'?'", "'A'", "'B'"] {
            assert!(matches!(answer("'?'", letter), Read::Fine(_)), "{letter}");
        }
        for (from, to, named) in [
            (
                "'?'",
                "'C'",
                "`LINE` has to be the letter of a marked line: 'A', 'B'",
            ),
            ("'?'", "'a'", "`LINE` has to be"),
            ("'?'", "if true { 'A' } else { 'B' }", "`LINE` has to be"),
            ("char = '?'", "u8 = b'A'", "`LINE` differs"),
            ("let a = 4", "let a = 5", "`program` differs"),
            (
                "pub const LINE: char = '?';",
                "",
                "`LINE` of the starter is missing",
            ),
        ] {
            let Read::Refused(found) = answer(from, to) else {
                panic!("{to} is not refused");
            };
            let mut texts = found.iter().map(|one| &one.text);
            assert!(texts.any(|text| text.starts_with(named)), "{to}: {found:?}");
        }
    }
}
