//! A trap is its technique but for a few lines: those that make it wrong.

use std::collections::BTreeMap;
use std::fs;

/// A trap's lines that may differ: more would bury the mistake.
const FEW: usize = 18;

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

fn source(name: &str) -> String {
    let path = format!("{}/src/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn each_trap_of_the_pool_differs_in_a_few_marked_lines() {
    let technique = source("pool");
    for name in [
        "add_inside",
        "forgotten_done",
        "ignored_errors",
        "thread_per_file",
    ] {
        let trap = source(&format!("traps/{name}"));
        let (added, removed) = (only_in(&trap, &technique), only_in(&technique, &trap));
        assert!(trap.contains("// TRAP:"), "{name} marks nothing");
        assert!(
            (1..=FEW).contains(&(added + removed)),
            "{name}: {added} added, {removed} removed"
        );
    }
}

/// The order of two lines is the whole mistake: the trap has the same lines, but for those of the
/// trait, which it takes from the technique.
#[test]
fn half_written_has_the_lines_of_save_in_another_order() {
    let (technique, trap) = (source("save"), source("traps/half_written"));
    assert!(trap.contains("// TRAP:"));
    let body = |source: &str| source.split_once("pub fn save").unwrap().1.to_string();
    let (right, wrong) = (body(&technique), body(&trap));
    assert_eq!(lines(&right), lines(&wrong));
    assert_ne!(right.find("publish"), wrong.find("publish"));
}
