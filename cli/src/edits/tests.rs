//! Edits of a small solution: what they are called, and what they make of it.

use super::edits;
use std::collections::BTreeSet;

const SOLUTION: &str = "use super::sync::atomic::{AtomicU32, Ordering};\n\n\
    /// Counts.\nfn vote(tally: &Mutex<u32>, most: u32) {\n    let mut votes = tally.lock();\n    \
    if *votes < most && most > 0 {\n        *votes += 1;\n    }\n    tally.x.votes.store(2, Ordering::Release);\n    \
    woken.notify_all();\n    assert_eq!(most, 10);\n}\n";

/// The line that an edit changes, after it.
fn after(name: &str) -> String {
    let all = edits(SOLUTION);
    let edit = all.iter().find(|edit| edit.name == name);
    let names: Vec<&str> = all.iter().map(|edit| edit.name.as_str()).collect();
    let text = edit
        .unwrap_or_else(|| panic!("{name:?} is none of {names:#?}"))
        .of(SOLUTION);
    let mut lines = text
        .lines()
        .filter(|line| !SOLUTION.lines().any(|before| before == *line) && !line.trim().is_empty());
    lines.next().unwrap_or_default().trim().into()
}

#[test]
fn each_kind_of_edit_is_made_where_it_fits() {
    for (name, line) in [
        ("vote: leave out `*votes += 1;`", ""),
        (
            "vote: `<=` in `*votes < most`",
            "if *votes <= most && most > 0 {",
        ),
        (
            "vote: `||` in `*votes < most && most > 0`",
            "if *votes < most || most > 0 {",
        ),
        (
            "vote: negate `*votes < most && most > 0`",
            "if !(*votes < most && most > 0) {",
        ),
        ("vote: `1` becomes `2`", "*votes += 2;"),
        ("vote: `0` becomes `1`", "if *votes < most && most > 1 {"),
        (
            "vote: `Release` becomes `Relaxed`",
            "tally.x.votes.store(2, Ordering::Relaxed);",
        ),
        (
            "vote: `notify_all` becomes `notify_one`",
            "woken.notify_one();",
        ),
        ("vote: `10` becomes `9`", "assert_eq!(most, 9);"),
        (
            "vote: `tally.lock()` at each use of `votes`",
            "if *tally.lock() < most && most > 0 {",
        ),
    ] {
        assert_eq!(after(name), line, "{name}");
    }
    let swap = "vote: swap `tally.x.votes.store(2, Ordering::Release);` and `woken.notify_all();`";
    let all = edits(SOLUTION);
    let swapped = all
        .iter()
        .find(|edit| edit.name == swap)
        .expect("it")
        .of(SOLUTION);
    let (first, second) = (swapped.find("notify_all"), swapped.find("Release"));
    assert!(first < second, "{swapped}");
}

#[test]
fn names_differ_and_every_edit_changes_something() {
    let all = edits(SOLUTION);
    let names: BTreeSet<&String> = all.iter().map(|edit| &edit.name).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.len() > 20, "{}", all.len());
    for edit in &all {
        let text = edit.of(SOLUTION);
        assert_ne!(text, SOLUTION, "{}", edit.name);
        // A field that has the guard's name is another thing.
        assert!(!text.contains("tally.x.tally"), "{}", edit.name);
    }
}
