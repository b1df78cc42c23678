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
        (
            "vote: `*votes < most && most > 0` becomes `true`",
            "if true {",
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
    let twice = edits("fn twice() { look(); look(); }");
    let names: Vec<&str> = twice.iter().map(|edit| edit.name.as_str()).collect();
    let second = "twice: leave out `look();` (2)";
    assert_eq!(names, ["twice: leave out `look();`", second]);
    for edit in &all {
        let text = edit.of(SOLUTION);
        assert_ne!(text, SOLUTION, "{}", edit.name);
        // A field that has the guard's name is another thing.
        assert!(!text.contains("tally.x.tally"), "{}", edit.name);
    }
}

/// The part of the solution that an edit replaces, and what is there instead, in one line.
fn edited(solution: &str, name: &str) -> String {
    let all = edits(solution);
    let names: Vec<&str> = all.iter().map(|edit| edit.name.as_str()).collect();
    let edit = all.iter().find(|edit| edit.name == name);
    let text = edit
        .unwrap_or_else(|| panic!("{name:?} is none of {names:#?}"))
        .of(solution);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn conditions_lose_their_parts() {
    let solution = "fn wait(s: &S) { while !s.done && s.left > 0 { s.woken.wait(); } drop(s); }";
    for (name, text) in [
        (
            "wait: `while` becomes `if` before `!s.done && s.left > 0`",
            "fn wait(s: &S) { if !s.done && s.left > 0 { s.woken.wait(); } drop(s); }",
        ),
        (
            "wait: `!s.done` alone of `!s.done && s.left > 0`",
            "fn wait(s: &S) { while !s.done { s.woken.wait(); } drop(s); }",
        ),
        (
            "wait: `s.left > 0` alone of `!s.done && s.left > 0`",
            "fn wait(s: &S) { while s.left > 0 { s.woken.wait(); } drop(s); }",
        ),
        (
            "wait: no `!` in `!s.done`",
            "fn wait(s: &S) { while s.done && s.left > 0 { s.woken.wait(); } drop(s); }",
        ),
        (
            "wait: leave out `drop(s);`",
            "fn wait(s: &S) { while !s.done && s.left > 0 { s.woken.wait(); } }",
        ),
    ] {
        assert_eq!(edited(solution, name), text, "{name}");
    }
}

#[test]
fn ranges_errors_arms_and_lists_are_edited() {
    let solution = "fn all() { for n in 0..most { send(n)?; } match end { Ok(()) => break, Err(_) => {} } LIST = &[true, 7]; }";
    for (name, change) in [
        ("all: `..=` in `0..most`", ("0..most", "0..=most")),
        ("all: no `?` after `send(n)`", ("send(n)?", "send(n)")),
        (
            "all: `Ok(())` does nothing",
            ("Ok(()) => break", "Ok(()) => {}"),
        ),
        ("all: `true` becomes `false`", ("true", "false")),
        ("all: leave out `true`", ("[true, 7]", "[ 7]")),
    ] {
        assert_eq!(
            edited(solution, name),
            solution.replace(change.0, change.1),
            "{name}"
        );
    }
    // It does nothing as it is.
    let names = edits(solution).into_iter().map(|edit| edit.name);
    assert_eq!(
        names.filter(|name| name.ends_with("does nothing")).count(),
        1
    );
}

const SELECT: &str = "fn go() { select_biased! { recv(done) -> _ => break, \
    recv(words) -> word => { heard.push(word); count += 1; } default(TIME) => return, } }";

#[test]
fn arms_of_a_select_are_edited() {
    for (name, text) in [
        (
            "go: leave out the arm `recv(done) -> _`",
            SELECT.replace("recv(done) -> _ => break, ", ""),
        ),
        (
            "go: leave out the arm `default(TIME)`",
            SELECT.replace("default(TIME) => return, ", ""),
        ),
        (
            "go: `recv(done) -> _` does nothing",
            SELECT.replace("break", "{}"),
        ),
        (
            "go: leave out `heard.push(word);`",
            SELECT.replace("heard.push(word); ", ""),
        ),
        ("go: `1` becomes `2`", SELECT.replace('1', "2")),
        (
            "go: swap the arms `recv(done) -> _` and `recv(words) -> word`",
            SELECT
                .replace("recv(done) -> _ => break, ", "")
                .replace("default", "recv(done) -> _ => break, default")
                .replace("count += 1; }", "count += 1; },"),
        ),
    ] {
        assert_eq!(edited(SELECT, name), text, "{name}");
    }
    // Without an order to look in, one order is as good as another.
    let any = SELECT.replace("select_biased", "select");
    assert!(
        edits(&any)
            .iter()
            .all(|edit| !edit.name.contains("swap the arms"))
    );
}
