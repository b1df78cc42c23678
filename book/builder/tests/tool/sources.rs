//! Code, snapshots and recordings that are not what a page says.

use crate::fixture::{Clone, clone};
use insta::assert_snapshot;

const PAGE: &str = "book/src/01-borrowing.md";
const CODE: &str = "lessons/01-borrowing/src/borrowing.rs";
const SNAPSHOT: &str = "lessons/01-borrowing/tests/snapshots/help.snap";
const RECORDING: &str = "lessons/01-borrowing/recordings/borrow.json";
const GRAPH: &str = "lessons/01-borrowing/recordings/borrow.graph.json";

/// The clone after one edit.
fn edited(name: &str, from: &str, to: &str) -> Clone {
    let clone = clone();
    clone.edit(name, from, to);
    clone
}

#[test]
fn a_missing_anchor() {
    assert_snapshot!(edited(CODE, "ANCHOR: owner", "owner").refused());
}

#[test]
fn an_anchor_that_never_ends() {
    assert_snapshot!(edited(CODE, "ANCHOR_END: owner", "owner").refused());
}

#[test]
fn an_anchor_that_is_there_twice() {
    let clone = clone();
    let code = clone.read(CODE);
    clone.write(
        CODE,
        &format!("{code}// ANCHOR: owner\n// ANCHOR_END: owner\n"),
    );
    assert_snapshot!(clone.refused());
}

#[test]
fn an_empty_anchor() {
    let clone = clone();
    let code = clone.read(CODE);
    let (before, _) = code.split_once("/// Who lends").unwrap();
    clone.write(CODE, &format!("{before}\n// ANCHOR_END: owner\n"));
    assert_snapshot!(clone.refused());
}

#[test]
fn a_missing_item() {
    assert_snapshot!(edited(CODE, "fn borrowed", "fn lent").refused());
}

#[test]
fn a_missing_file() {
    assert_snapshot!(edited(PAGE, "go/main.go", "go/min.go").refused());
}

#[test]
fn a_whole_file() {
    assert_snapshot!(edited(PAGE, "borrowing.rs:owner", "borrowing.rs").refused());
}

#[test]
fn numbers_of_lines() {
    assert_snapshot!(edited(PAGE, "borrowing.rs:owner", "borrowing.rs:3:7").refused());
}

#[test]
fn a_file_outside_of_the_clone() {
    assert_snapshot!(edited(PAGE, "lessons/01-borrowing/go/main.go", "../main.go").refused());
}

#[test]
fn a_missing_snapshot() {
    let clone = clone();
    clone.remove(SNAPSHOT);
    assert_snapshot!(clone.refused());
}

#[test]
fn a_pending_snapshot() {
    let clone = clone();
    clone.write(&format!("{SNAPSHOT}.new"), "---\n---\nanother help\n");
    assert_snapshot!(clone.refused());
}

#[test]
fn a_missing_recording() {
    let clone = clone();
    clone.remove(RECORDING);
    assert_snapshot!(clone.refused());
}

#[test]
fn a_pending_recording() {
    let clone = clone();
    clone.write(&format!("{RECORDING}.new"), "{}");
    assert_snapshot!(clone.refused());
}

#[test]
fn a_stale_recording() {
    assert_snapshot!(edited(CODE, "let counter", "let bytes").refused());
}

#[test]
fn a_stale_graph() {
    assert_snapshot!(edited(GRAPH, "[[0,10]]", "[[0,13]]").refused());
}

#[test]
fn a_lesson_that_is_not_there() {
    assert_snapshot!(edited(PAGE, "{{#models 01}}", "{{#models 02}}").refused());
}

#[test]
fn a_chart_of_nothing() {
    assert_snapshot!(edited(PAGE, "{{#chart 01 count}}", "{{#chart 01 sort}}").refused());
}
