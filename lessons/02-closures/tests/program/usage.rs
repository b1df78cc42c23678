//! Help, wrong usage, and the run that the README shows.

use crate::{FOLDER, lesson};
use insta::assert_snapshot;
use lesson_testing::child::{refused, said};
use lesson_testing::{readme, standard};

#[test]
fn help_explains_the_program_and_lists_the_traps() {
    assert_snapshot!("help", said(&mut lesson(&["--help"])));
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    standard::a_wrong_name_suggests_the_nearest(
        lesson,
        &[
            ("--trap", "yield-is-not-a-wait", "yield-is-not-wait"),
            ("--trap", "detach", "detached"),
            ("--how", "joins", "join"),
            ("--share", "mutexes", "mutex"),
            ("--with", "pools", "pool"),
        ],
    );
    assert_snapshot!("unknown_trap", refused(&mut lesson(&["--trap=swallow"])));
}

#[test]
fn what_does_not_go_together_is_refused() {
    for args in [
        &["--runs=0"][..],
        &["--how=join", "--trap=detached"],
        &["--save=file", "--how=join"],
        &["--save=file", "--runs=3"],
        &["--tasks=3", "--share=arc"],
        &["--with=pool"],
        &["--tasks=-1"],
        &["--tasks=10000001"],
        &["--save"],
        &["input"],
        &["--in-child"],
    ] {
        refused(&mut lesson(args));
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_name_and_not_utf_8_is_refused() {
    standard::options_that_are_not_utf_8_are_refused(
        lesson,
        &["--how", "--trap", "--share", "--color", "--tasks", "--runs"],
    );
}

/// A run without its numbers and bars.
fn shape(shown: &str) -> String {
    let lines = shown.lines().map(|line| {
        let line = line.trim_end_matches(['█', ' ']);
        let line = line.trim_end_matches(char::is_numeric).trim_end();
        line.to_string() + "\n"
    });
    lines.collect()
}

#[test]
fn the_readme_shows_a_real_run() {
    let now = said(&mut lesson(&["--how=detach", "--runs=1000"]));
    let command = "cargo run --bin lesson-02 -- --how detach --runs 1000";
    readme::shows_alike(FOLDER, command, &now, shape);
}

/// A closed stream is reported, although Rust's runtime would discard writes and read an end.
#[cfg(unix)]
#[test]
fn streams_that_are_closed_at_the_start() {
    use lesson_testing::closed;

    closed::a_closed_output_is_a_failure(&lesson(&[]));
    closed::a_closed_output_is_a_failure(&lesson(&["--how=detach"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--help"]));
    closed::a_closed_input_is_a_failure(&lesson(&["--save=/dev/null"]), "standard input");
    closed::closed_errors_change_nothing(&lesson(&["--how=nothing"]));
    closed::an_output_that_leads_nowhere_is_no_failure(&lesson(&["--help"]));
}

#[cfg(unix)]
#[test]
fn odd_names_are_quoted() {
    standard::odd_names_are_quoted(lesson, &["--save"]);
    standard::odd_names_are_quoted(lesson, &["--save=none/none"]);
    standard::odd_names_are_quoted(lesson, &["--how"]);
}
