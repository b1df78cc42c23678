//! A page without its lesson's player, outcomes, chart or output is missing, not short.

use crate::fixture::clone;
use insta::assert_snapshot;
use lesson_testing::child::said;

const PAGE: &str = "book/src/01-borrowing.md";

#[test]
fn a_lesson_without_its_parts() {
    let clone = clone();
    clone.write(PAGE, "# Borrowing\n\n## What was checked\n");
    clone.write("book/src/01-borrowing-exercises.md", "# Exercises\n");
    assert_snapshot!(clone.refused());
}

#[test]
fn each_part_is_missed_by_itself() {
    for part in [
        "figure",
        "player",
        "scheduler",
        "outcomes",
        "models",
        "chart",
        "output",
    ] {
        let clone = clone();
        let page = clone.read(PAGE);
        let begins = format!("{{{{#{part} ");
        let kept: Vec<&str> = page
            .lines()
            .filter(|line| !line.starts_with(&begins))
            .collect();
        clone.write(PAGE, &kept.join("\n"));
        if part == "figure" {
            // One that no page shows is a fault of its own.
            clone.remove("book/figures/lent.svg");
        }
        let message = clone.refused();
        let expected = format!("{PAGE}:1: lesson 01 has no {part} on this page: add {begins}");
        assert!(message.contains(&expected), "{message}");
        assert_eq!(message.lines().count(), 2, "{message}");
    }
}

#[test]
fn a_part_of_another_lesson_does_not_count() {
    let clone = clone();
    let chart = clone.read("book/measurements/01.json");
    clone.write("book/measurements/02.json", &chart);
    clone.edit(PAGE, "{{#chart 01 count}}", "{{#chart 02 count}}");
    assert_snapshot!(clone.refused());
}

#[test]
fn a_lesson_without_a_page() {
    let clone = clone();
    clone.write("lessons/02-closures/src/lib.rs", "");
    assert_snapshot!(clone.refused());
}

#[test]
fn a_part_may_be_on_a_further_page_of_the_lesson() {
    let clone = clone();
    let chart = "{{#chart 01 count}}";
    clone.edit(PAGE, chart, "");
    clone.write(
        "book/src/01-borrowing-costs.md",
        &format!("# Costs\n\n{chart}\n"),
    );
    clone.edit(
        "book/src/SUMMARY.md",
        "- [Borrowing](01-borrowing.md)",
        "- [Borrowing](01-borrowing.md)\n  - [Costs](01-borrowing-costs.md)",
    );
    said(&mut clone.book(&["build"]));
}
