//! Traps: what their stories say, and that they are their technique but for a few lines.

mod functions;

use self::functions::{Function, code, code_line, functions};
use crate::child::{run, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The rest of the line that begins with `label`.
pub fn line<'a>(story: &'a str, label: &str) -> &'a str {
    let mut lines = story.lines().map(str::trim);
    let line = lines.find_map(|line| line.strip_prefix(label));
    line.unwrap_or_else(|| panic!("no {label:?} in {story}"))
        .trim()
}

/// The whole numbers in a line.
pub fn numbers(line: &str) -> Vec<u64> {
    let words = line.split(|char: char| !char.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}

/// The command that a story names must show this trap alone, and is an existing test: a reader who
/// types it wants no other.
fn names_its_test(story: &str) {
    let command = line(story, "see why");
    let file = line(story, "look at").split(',').next().unwrap_or_default();
    let trap = Path::new(file).file_stem().and_then(|stem| stem.to_str());
    let trap = trap.unwrap_or_else(|| panic!("no trap in {file}"));
    let Some((_, test)) = command.split_once("--test explorer -- --nocapture ") else {
        assert!(command.ends_with("--test program refused::"), "{command}");
        return;
    };
    assert_eq!(test, trap);
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(file);
    let tests = tests.ancestors().nth(3).expect("a lesson").join("tests");
    let models = fs::read_dir(tests.join("models")).expect("models");
    let mut sources = models.map(|model| model.expect("a file").path());
    let found = sources.any(|path| {
        let source = fs::read_to_string(path).expect("a model");
        source.contains(&format!("fn {trap}")) || source.contains(&format!("trap!({trap},"))
    });
    let explorer = fs::read_to_string(tests.join("explorer.rs")).expect("its tests");
    assert!(
        found || explorer.contains(&format!("fn {trap}")),
        "no model is called {trap}"
    );
}

/// Runs a trap, with more runs than the default since a loaded machine may need them: its story.
pub fn story(command: &mut Command) -> String {
    let output = run(command.arg("--runs=1000000"));
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    let story = text(&output.stdout).to_string();
    assert!(line(&story, "it took").contains(" run"), "{story}");
    names_its_test(&story);
    story
}

/// The lines that are code, and how often each occurs.
fn lines(source: &str) -> BTreeMap<&str, usize> {
    let mut lines = BTreeMap::new();
    for line in source.lines().filter_map(code_line) {
        *lines.entry(line).or_default() += 1;
    }
    lines
}

/// How many lines of `one` the other lacks.
fn only_in(one: &str, other: &str) -> usize {
    let theirs = lines(other);
    let missing = |(line, n): (&str, usize)| n.saturating_sub(*theirs.get(line).unwrap_or(&0));
    lines(one).into_iter().map(missing).sum()
}

/// How a trap differs from its technique.
#[derive(Debug)]
struct Difference {
    added: usize,
    removed: usize,
    /// Each function with a mark has other code than the technique's function of that name.
    where_marked: bool,
}

/// How a trap differs from its `technique` of this name. A trap that takes what is right from its technique states the rest: what
/// it imports does not count, and only the functions with its mistakes lack anything. One that the technique does not have is
/// added as a whole.
fn differing(trap: &str, technique: &str, name: &str) -> Difference {
    let imports = trap.contains(&format!("use crate::{name}::"));
    let ((wrong, other), (right, others)) = (functions(trap), functions(technique));
    let marked: Vec<_> = wrong.iter().filter(|wrong| wrong.is_marked()).collect();
    let where_marked = if marked.is_empty() {
        // The mark is at a type or an import: only all of the code can show that it matters.
        !imports && code(trap) != code(technique)
    } else {
        let is_right = |wrong: &&Function| right.iter().any(|right| wrong.is(right));
        !marked.iter().any(is_right)
    };
    if !imports {
        return Difference {
            added: only_in(trap, technique),
            removed: only_in(technique, trap),
            where_marked,
        };
    }
    let (mut added, mut removed) = (0, 0);
    let mut stated = String::new();
    for line in other.lines().filter(|line| !line.starts_with("use ")) {
        stated += &format!("{line}\n");
    }
    if other.contains("// TRAP:") {
        removed += only_in(&others, &other);
    }
    for wrong in &wrong {
        let of_name = right.iter().filter(|right| right.name == wrong.name);
        let lacks = of_name.map(|right| only_in(&right.text, &wrong.text)).min();
        match lacks {
            None if wrong.is_marked() => {
                added += only_in(&wrong.text, "");
                continue;
            }
            Some(lines) if wrong.is_marked() => removed += lines,
            _ => {}
        }
        stated += &wrong.text;
    }
    let all = right.iter().map(|right| right.text.as_str());
    added += only_in(&stated, &(all.collect::<String>() + &others));
    Difference {
        added,
        removed,
        where_marked,
    }
}

/// Compares the traps of the lesson in `folder`, every one of them, with the techniques that they
/// are made from: each marks its mistake, and has at most `few` lines more or less.
pub fn are_their_techniques_but_for(few: usize, folder: &str, traps: &[(&str, &str)]) {
    let src = Path::new(folder).join("src");
    let read =
        |path: String| fs::read_to_string(src.join(&path)).unwrap_or_else(|_| panic!("no {path}"));
    for (trap, name) in traps {
        let source = read(format!("traps/{trap}.rs"));
        let technique = read(format!("{name}.rs"));
        assert!(source.contains("// TRAP:"), "{trap} marks nothing");
        // Lines in another order can be the whole mistake.
        let found = differing(&source, &technique, name);
        assert!(found.where_marked, "{trap} is right where it is marked");
        let lines = found.added + found.removed;
        assert!(lines <= few, "{trap}: {lines} > {few}, {found:?}");
    }
    let mut compared: Vec<_> = traps.iter().map(|(trap, _)| format!("{trap}.rs")).collect();
    compared.sort_unstable();
    let entries = fs::read_dir(src.join("traps")).expect("traps");
    let mut there: Vec<_> = entries
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    there.sort_unstable();
    assert_eq!(there, compared, "every trap is compared");
}

#[cfg(test)]
mod tests;
