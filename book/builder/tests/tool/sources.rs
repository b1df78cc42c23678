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
fn a_pair_of_threads_that_was_not_measured() {
    let measured = "book/measurements/orderings.json";
    assert_snapshot!(edited(measured, "\"borrow\"", "\"lend\"").refused());
}

const TOOLS: &str = "book/measurements/tools.json";

#[test]
fn a_bug_that_no_tool_ran_on() {
    assert_snapshot!(edited(TOOLS, "01/uncounted", "01/counted").refused());
}

#[test]
fn a_tool_that_was_left_out() {
    assert_snapshot!(edited(TOOLS, "\"loom\": {", "\"shuttle\": {").refused());
}

#[test]
fn a_row_of_a_model_that_is_not_there() {
    assert_snapshot!(edited(PAGE, "{{#models 01}}", "{{#models 01 lend}}").refused());
}

#[test]
fn a_chart_of_nothing() {
    assert_snapshot!(edited(PAGE, "{{#chart 01 count}}", "{{#chart 01 sort}}").refused());
}

const FIGURE: &str = "book/figures/lent.svg";

#[test]
fn listings_that_do_not_differ() {
    let clone = clone();
    let same = clone.read(CODE);
    clone.write("lessons/01-borrowing/src/traps/uncounted.rs", &same);
    assert_snapshot!(clone.refused());
}

#[test]
fn a_difference_from_nothing() {
    assert_snapshot!(
        edited(
            PAGE,
            " | lessons/01-borrowing/src/traps/uncounted.rs fn borrowed",
            ""
        )
        .refused()
    );
}

#[test]
fn a_difference_from_an_item_that_is_missing() {
    let buggy = "lessons/01-borrowing/src/traps/uncounted.rs";
    assert_snapshot!(edited(buggy, "fn borrowed", "fn lent").refused());
}

#[test]
fn a_missing_figure() {
    assert_snapshot!(edited(PAGE, "{{#figure lent", "{{#figure lend").refused());
}

#[test]
fn a_figure_that_is_not_shown() {
    assert_snapshot!(
        edited(
            PAGE,
            "{{#figure lent Main lends its `words`, and gets them back.}}",
            ""
        )
        .refused()
    );
}

#[test]
fn a_figure_without_a_caption() {
    let told = " Main lends its `words`, and gets them back.";
    assert_snapshot!(edited(PAGE, told, "").refused());
}

#[test]
fn a_figure_on_one_page_twice() {
    let clone = clone();
    clone.add("{{#figure lent Once.}}\n\n{{#figure lent Twice.}}");
    assert_snapshot!(clone.refused());
}

#[test]
fn what_is_wrong_with_a_figure_is_told_with_its_line() {
    let edits = [
        ("viewBox=\"0 0 300 80\"", "viewBox=\"0 0 500 80\""),
        (" viewBox=\"0 0 300 80\"", ""),
        ("viewBox", "width=\"300\" viewBox"),
        (" role=\"img\"", ""),
        ("<title>A thread lends its words</title>", ""),
        (
            "Main owns the words; the counter reads them until the scope ends.",
            "",
        ),
        ("fig-dashed", "fig-dotted"),
        ("<line class=\"fig-arrow fig-dashed\"", "<line"),
        ("<line", "<line stroke=\"red\""),
        ("<line", "<line style=\"stroke: red\""),
        (
            "<text class=\"fig-text\"",
            "<text class=\"fig-text\" font-size=\"9\"",
        ),
        (
            "<text class=\"fig-text\"",
            "<text class=\"fig-text\" transform=\"scale(0.5)\"",
        ),
        ("lent-main", "main"),
        ("<line", "<image"),
        ("main</text>", "main"),
        ("</desc>", "</desc>main"),
    ];
    let mut told = String::new();
    for (from, to) in edits {
        let message = edited(FIGURE, from, to).refused();
        let (_, message) = message.split_once('\n').unwrap();
        told += message;
    }
    assert_snapshot!(told);
}

#[test]
fn a_counterexample_whose_line_was_edited() {
    let starter = "lessons/01-borrowing/exercises/who_is_to_blame/starter.rs";
    assert_snapshot!(edited(starter, "early(", "earlier(").refused());
}
