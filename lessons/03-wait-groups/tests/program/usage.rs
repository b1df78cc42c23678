//! Help, wrong usage, and the run that the README shows.

use crate::{FOLDER, lesson};
use insta::assert_snapshot;
use lesson_testing::child::{refused, said};
use lesson_testing::{readme, standard};
use std::fs;

#[test]
fn help_explains_the_technique_and_lists_the_traps() {
    assert_snapshot!("help", said(&mut lesson(&["--help"])));
}

#[test]
fn an_unknown_trap_or_mode_suggests_the_nearest() {
    standard::a_wrong_name_suggests_the_nearest(
        lesson,
        &[
            ("--trap", "add-insde", "add-inside"),
            ("--trap", "addinside", "add-inside"),
            ("--trap", "add_insid", "add-inside"),
            ("--mode", "pol", "pool"),
        ],
    );
    assert_snapshot!("unknown_trap", refused(&mut lesson(&["--trap=forgotten"])));
}

#[test]
fn numbers_have_their_bounds() {
    for wrong in [
        "--level=0",
        "--level=10",
        "--jobs=0",
        "--jobs=-1",
        "--jobs=many",
        "--jobs=1025",
    ] {
        refused(&mut lesson(&[wrong, "a"]));
    }
    refused(&mut lesson(&["--runs=3"]));
    refused(&mut lesson(&["--trap=add-inside", "--runs=0"]));
    refused(&mut lesson(&["--trap=add-inside", "a"]));
    refused(&mut lesson(&["--output-dir=somewhere"]));
}

#[test]
fn without_arguments_it_compresses_a_sample_and_removes_it() {
    let folder = tempfile::tempdir().unwrap();
    for mode in ["serial", "thread-per-file", "pool"] {
        let mut command = lesson(&["--mode", mode]);
        let output = said(
            command
                .env("TMPDIR", folder.path())
                .env("TMP", folder.path()),
        );
        assert!(output.contains("Compressed 3 files\n"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_path_and_not_utf_8_is_refused() {
    standard::options_that_are_not_utf_8_are_refused(
        lesson,
        &["--jobs", "--mode", "--level", "--trap", "--color"],
    );
}

#[test]
fn the_readme_shows_what_it_prints() {
    let now = said(&mut lesson(&[]));
    readme::shows(FOLDER, "cargo run --bin lesson-03", &now);
    let now = said(&mut lesson(&["--trap=half-written"]));
    let command = "cargo run --bin lesson-03 -- --trap half-written";
    readme::shows(FOLDER, command, &now);
}

/// A closed stream is told: Rust's runtime would write into nothing, and read an end.
#[cfg(unix)]
#[test]
fn streams_that_are_closed_at_the_start() {
    use lesson_testing::closed;

    closed::a_closed_output_is_a_failure(&lesson(&[]));
    closed::a_closed_output_is_a_failure(&lesson(&["-"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--force", "src/sample.txt"]));
    closed::a_closed_input_is_a_failure(&lesson(&["-"]), "standard input");
    closed::closed_errors_change_nothing(&lesson(&["-", "none"]));
    closed::an_output_that_leads_nowhere_is_no_failure(&lesson(&["-"]));
}

#[cfg(unix)]
#[test]
fn odd_names_are_quoted_and_an_empty_one_is_one_failure() {
    standard::odd_names_are_quoted(lesson, &[]);
    standard::odd_names_are_quoted(lesson, &["--mode"]);
    standard::an_empty_name_is_one_failure(lesson, &[], "Compressed 2 files\n");
}
