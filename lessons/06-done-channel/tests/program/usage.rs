//! Help, wrong usage, and the runs that the README shows.

use crate::{FOLDER, lesson};
use insta::assert_snapshot;
use lesson_testing::child::{refused, refuses, run, said, text};
use lesson_testing::{readme, standard};

#[test]
fn help_explains_the_technique_and_lists_the_traps() {
    assert_snapshot!("help", said(&mut lesson(&["--help"])));
}

#[test]
fn a_wrong_name_suggests_the_nearest() {
    standard::a_wrong_name_suggests_the_nearest(
        lesson,
        &[
            ("--trap", "done-block", "done-blocks"),
            ("--trap", "leaked-sneder", "leaked-sender"),
            ("--variant", "joins", "join"),
        ],
    );
}

#[test]
fn a_bad_duration_shows_how_to_write_one() {
    for bad in ["--for=3", "--for=soon", "--every=-1s", "--every="] {
        refuses(&mut lesson(&[bad]), "write it as 30s, 500ms or 1m30s");
    }
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    for args in [
        &["--runs=3"][..],
        &["--lines=3"],
        &["--rounds=3"],
        &["--follow"],
        &["--follow", "x", "--variant=done"],
        &["--follow", "x", "--every=1s"],
        &["--follow", "x", "--trap=done-blocks"],
        &["--stop-time=0"],
        &["--stop-time=10001"],
        &["--stop-time=1", "--for=1s"],
        &["--trap=done-blocks", "--runs=0"],
        &["--trap=done-blocks", "--for=1s"],
        &["--in-child"],
    ] {
        refused(&mut lesson(args));
    }
}

#[test]
fn standard_input_cannot_be_followed() {
    refuses(
        &mut lesson(&["--follow", "-"]),
        "standard input cannot be followed",
    );
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf_8_is_refused() {
    standard::options_that_are_not_utf_8_are_refused(
        lesson,
        &["--", "--for", "--every", "--variant", "--trap", "--color"],
    );
}

/// The shape of a run: how many hellos there are may differ by one or two.
fn shape(run: &str) -> String {
    let words = run.lines().filter(|line| !line.starts_with("hello "));
    let words = words.map(|line| line.replace(|char: char| char.is_ascii_digit(), ""));
    words.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_readme_shows_hellos() {
    let output = run(&mut lesson(&["--every=200ms", "--for=1s"]));
    let now = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let command = "cargo run --bin lesson-06 -- --every 200ms --for 1s";
    readme::shows_alike(FOLDER, command, &now, shape);
}

#[test]
fn the_readme_shows_the_deadlock() {
    let now = lesson_testing::traps::story(&mut lesson(&["--trap=done-blocks"]));
    let command = "cargo run --bin lesson-06 -- --trap done-blocks";
    let shape = |run: &str| shape(run).replace("runs", "run");
    readme::shows_alike(FOLDER, command, &now, shape);
}

/// Each file has a thread.
#[test]
fn more_files_than_there_may_be_threads_are_refused() {
    let files = vec!["x"; 10_001];
    let message = refused(lesson(&["--follow"]).args(files));
    let wanted =
        "error: each file has a thread, and at most 10000 are allowed: follow fewer files\n";
    assert!(message.starts_with(wanted), "{message}");
}

/// A closed stream is told: Rust's runtime would write into nothing, and read an end.
#[cfg(unix)]
#[test]
fn streams_that_are_closed_at_the_start() {
    use lesson_testing::closed;

    closed::a_closed_output_is_a_failure(&lesson(&["--for=1s"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--for=24h", "--follow", "Cargo.toml"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--stop-time=1"]));
    closed::closed_errors_change_nothing(&lesson(&["--for=24h", "--follow", ""]));
}

#[cfg(unix)]
#[test]
fn odd_names_are_quoted() {
    standard::odd_names_are_quoted(lesson, &["--for=150ms", "--follow"]);
    standard::odd_names_are_quoted(lesson, &["--for=150ms", "--follow", "none"]);
}
