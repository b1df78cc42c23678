//! Traps: what their stories say, and that they are their technique but for a few lines.

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

/// The command that a story names must show this trap alone, and is a test that is there: whoever
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

/// The lines that are code, and how often each occurs. What explains may differ, and who may see what.
fn lines(source: &str) -> BTreeMap<&str, usize> {
    let mut lines = BTreeMap::new();
    for line in source.lines().map(str::trim) {
        let line = line
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub ");
        if !line.starts_with("//") {
            *lines.entry(line).or_default() += 1;
        }
    }
    lines
}

/// How many lines of `one` the other lacks.
fn only_in(one: &str, other: &str) -> usize {
    let theirs = lines(other);
    let missing = |(line, n): (&str, usize)| n.saturating_sub(*theirs.get(line).unwrap_or(&0));
    lines(one).into_iter().map(missing).sum()
}

/// The functions of a source as rustfmt leaves it, each under its name; the rest of the source is under none. Where a technique
/// has methods, a trap has functions: what they are called with first is `self` in both, and signatures of one line are the same.
fn functions(source: &str) -> BTreeMap<&str, String> {
    let mut functions: BTreeMap<&str, String> = BTreeMap::new();
    let mut lines = source.lines();
    while let Some(first) = lines.next() {
        let code = first.trim_start();
        let after = ["fn ", "pub fn ", "pub(crate) fn "];
        let after = after.iter().find_map(|start| code.strip_prefix(start));
        let Some((name, _)) = after.and_then(|after| after.split_once(['(', '<'])) else {
            *functions.entry("").or_default() += &format!("{code}\n");
            continue;
        };
        let end = format!("{}}}", &first[..first.len() - code.len()]);
        let mut text = String::new();
        if !code.ends_with([';', '}']) {
            for line in lines.by_ref().take_while(|line| **line != end) {
                text += &format!("{line}\n");
            }
        }
        let whole = format!("{code}\n{text}");
        let arguments = whole.split_once(">(").or(whole.split_once('('));
        let argument = arguments.and_then(|(_, all)| all.split_once(": "));
        if let Some((argument, _)) = argument {
            text = with_self(&text, argument.trim());
        }
        *functions.entry(name).or_default() += &text;
    }
    functions
}

/// The text with `self` wherever the word `argument` stands.
fn with_self(text: &str, argument: &str) -> String {
    let words = text.split_inclusive(|char: char| !char.is_alphanumeric() && char != '_');
    let words = words.map(|word| match word.strip_prefix(argument) {
        Some(end) if !end.starts_with(char::is_alphanumeric) => format!("self{end}"),
        _ => word.into(),
    });
    words.collect()
}

/// How many lines a trap has more and less than its `technique` of this name. A trap that takes what is right from its technique
/// states the rest: what it imports does not count, and only the functions with its mistakes lack anything.
fn differing(trap: &str, technique: &str, name: &str) -> (usize, usize) {
    if !trap.contains(&format!("use crate::{name}::")) {
        return (only_in(trap, technique), only_in(technique, trap));
    }
    let (wrong, right) = (functions(trap), functions(technique));
    let all = |functions: &BTreeMap<&str, String>| functions.values().cloned().collect::<String>();
    let stated = all(&wrong);
    let stated = stated.lines().filter(|line| !line.starts_with("use "));
    let stated = stated.collect::<Vec<_>>().join("\n");
    let removed = wrong.iter().filter(|(_, text)| text.contains("// TRAP:"));
    let removed =
        removed.map(|(name, text)| right.get(name).map_or(0, |right| only_in(right, text)));
    (only_in(&stated, &all(&right)), removed.sum())
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
        let (added, removed) = differing(&source, &technique, name);
        assert!(source.contains("// TRAP:"), "{trap} marks nothing");
        // Lines in another order can be the whole mistake.
        let differs = source != technique;
        assert!(
            differs && added + removed <= few,
            "{trap}: {added} added, {removed} removed"
        );
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
