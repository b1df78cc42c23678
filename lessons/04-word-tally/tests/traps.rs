//! A trap is its technique but for a few lines: those that make it wrong.

use std::collections::BTreeMap;
use std::fs;

/// A trap's lines that may differ: more would bury the mistake.
const FEW: usize = 14;

/// Each trap and what it is made from.
const TRAPS: [(&str, &str); 5] = [
    ("data_race", "mutex"),
    ("guard_across_io", "batched"),
    ("half_locked", "mutex"),
    ("lock_order", "sharded"),
    ("lost_update", "mutex"),
];

/// The lines that are code, and how often each occurs. What explains, and the marks for the book's
/// page, may differ.
fn lines(source: &str) -> BTreeMap<&str, usize> {
    let mut lines = BTreeMap::new();
    for line in source.lines().map(str::trim) {
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

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    let src = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    for (trap, technique) in TRAPS {
        let technique = fs::read_to_string(format!("{src}/{technique}.rs")).unwrap();
        let source = fs::read_to_string(format!("{src}/traps/{trap}.rs")).unwrap();
        let (added, removed) = (only_in(&source, &technique), only_in(&technique, &source));
        assert!(source.contains("// TRAP:"), "{trap} marks nothing");
        assert!(
            (1..=FEW).contains(&(added + removed)),
            "{trap}: {added} added, {removed} removed"
        );
    }
}

#[test]
fn every_trap_is_compared() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/traps");
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    let known = TRAPS.map(|(trap, _)| format!("{trap}.rs"));
    assert_eq!(names, known);
}
