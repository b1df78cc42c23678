//! Help, wrong usage, and the README's run.

use crate::{FOLDER, lesson};
use insta::assert_snapshot;
use lesson_testing::child::{refused, said};
use lesson_testing::{readme, standard};

#[test]
fn help_explains_the_technique_and_lists_the_traps() {
    assert_snapshot!("help", said(&mut lesson(&["--help"])));
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    standard::a_wrong_name_suggests_the_nearest(
        lesson,
        &[
            ("--trap", "lost-updat", "lost-update"),
            ("--trap", "lock_orders", "lock-order"),
            ("--strategy", "merg", "merge"),
            ("--strategy", "shards", "sharded"),
            ("--format", "jsn", "json"),
        ],
    );
    assert_snapshot!(
        "unknown_strategy",
        refused(&mut lesson(&["--strategy=mutexes"]))
    );
}

#[test]
fn options_that_make_no_sense_are_refused() {
    for args in [
        &["--jobs=0"][..],
        &["--jobs=many"],
        &["--min=-1"],
        &["--runs=3"],
        &["--trap=lost-update", "--runs=0"],
        &["--trap=lost-update", "--strategy=merge"],
        &["--trap=half-locked", "FILE"],
        &["--in-child"],
    ] {
        let message = refused(&mut lesson(args));
        assert!(message.starts_with("error: "), "{message}");
    }
}

#[cfg(unix)]
#[test]
fn a_value_that_is_not_utf_8_is_refused() {
    let options = [
        "--min",
        "--top",
        "--strategy",
        "--jobs",
        "--format",
        "--trap",
        "--color",
    ];
    standard::options_that_are_not_utf_8_are_refused(lesson, &options);
}

#[test]
fn the_readme_shows_a_real_run() {
    let args = ["--top", "5", "src/sample.txt"];
    let now = said(lesson(&args).current_dir(FOLDER));
    let command = "cargo run --bin lesson-04 -- --top 5 lessons/04-word-tally/src/sample.txt";
    readme::shows(FOLDER, command, &now);
}

/// A closed stream is told: Rust's runtime would write into nothing, and read an end.
#[cfg(unix)]
#[test]
fn streams_that_are_closed_at_the_start() {
    use lesson_testing::closed;

    closed::a_closed_output_is_a_failure(&lesson(&[]));
    closed::a_closed_output_is_a_failure(&lesson(&["-", "--min=1"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--format=json"]));
    closed::a_closed_input_is_a_failure(&lesson(&["-"]), "standard input");
    closed::closed_errors_change_nothing(&lesson(&["-", "none"]));
    closed::an_output_that_leads_nowhere_is_no_failure(&lesson(&["-"]));
}

#[cfg(unix)]
#[test]
fn odd_names_are_quoted_and_an_empty_one_is_one_failure() {
    standard::odd_names_are_quoted(lesson, &[]);
    standard::an_empty_name_is_one_failure(lesson, &[], "two: 2\n");
}
