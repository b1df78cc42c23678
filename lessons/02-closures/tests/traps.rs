//! A trap is the technique but for a few lines: those that make it wrong.

use std::collections::BTreeMap;
use std::fs;

/// A trap's lines that may differ: more would bury the mistake.
const FEW: usize = 10;

/// The lines that are code, and how often each occurs. The header, which explains, and the marks
/// for the book's page may differ.
fn lines(source: &str) -> BTreeMap<&str, usize> {
    let mut lines = BTreeMap::new();
    for line in source.lines().map(str::trim) {
        if !line.starts_with("//!") && !line.contains("ANCHOR") && !line.contains("TRAP:") {
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
    let mut traps = 0;
    for entry in fs::read_dir(format!("{src}/traps")).unwrap() {
        let path = entry.unwrap().path();
        let technique = match path.file_stem().and_then(|stem| stem.to_str()) {
            Some("captured_loop_variable") => "each",
            _ => "background",
        };
        let technique = fs::read_to_string(format!("{src}/{technique}.rs")).unwrap();
        let trap = fs::read_to_string(&path).unwrap();
        let (added, removed) = (only_in(&trap, &technique), only_in(&technique, &trap));
        let name = path.display();
        assert!(trap.contains("// TRAP:"), "{name} marks nothing");
        assert!(
            (1..=FEW).contains(&(added + removed)),
            "{name}: {added} added, {removed} removed"
        );
        traps += 1;
    }
    assert_eq!(traps, 5);
}
