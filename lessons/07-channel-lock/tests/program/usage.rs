//! Help, wrong usage, and the runs that the README shows.

use crate::{FOLDER, lesson};
use insta::assert_snapshot;
use lesson_testing::child::{refused, refuses, said};
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
            ("--trap", "unbufferd", "unbuffered"),
            ("--trap", "forgotten_releas", "forgotten-release"),
            ("--trap", "main-sleep", "main-sleeps"),
        ],
    );
    assert_snapshot!("unknown_trap", refused(&mut lesson(&["--trap=foreign"])));
}

#[test]
fn numbers_are_at_least_one_and_not_absurd() {
    for option in ["--workers", "--permits"] {
        for bad in ["0", "-1", "1001", "many", ""] {
            refuses(
                &mut lesson(&[&format!("{option}={bad}")]),
                "write a number from 1 to 1000",
            );
        }
    }
}

#[test]
fn a_bad_duration_shows_how_to_write_one() {
    refuses(
        &mut lesson(&["--hold=3"]),
        "write it as 30s, 500ms or 1m30s",
    );
}

#[test]
fn options_that_do_not_belong_together_are_refused() {
    for args in [
        &["--trap=unbuffered", "--hold=1s"][..],
        &["--trap=unbuffered", "--workers=2"],
        &["--trap=unbuffered", "--runs=0"],
        &["--runs=3"],
        &["--with=mutex"],
        &["--count=3", "--permits=2"],
        &["--count=3", "--hash"],
        &["--hash", "--hold=1s"],
        &["file"],
    ] {
        refused(&mut lesson(args));
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf_8_is_refused_where_text_is_meant() {
    let options = [
        "--workers",
        "--permits",
        "--hold",
        "--count",
        "--with",
        "--trap",
        "--color",
    ];
    standard::options_that_are_not_utf_8_are_refused(lesson, &options);
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    standard::colour_comes_when_it_is_asked_for(lesson, &["--hold=0s", "--workers=2"]);
}

/// A run without what differs: numbers, and how long a bar is.
fn shape(run: &str) -> Vec<String> {
    let short = |line: &str| {
        let mut line = line.replace(|c: char| c.is_ascii_digit() || c == '░', "");
        while line.contains("██") || line.contains("  ") {
            line = line.replace("██", "█").replace("  ", " ");
        }
        line
    };
    let mut lines: Vec<_> = run.lines().map(short).collect();
    lines.sort();
    lines
}

#[test]
fn the_readme_shows_real_runs() {
    let turns = said(&mut lesson(&["--workers=3"]));
    let command = "cargo run --bin lesson-07 -- --workers 3";
    readme::shows_alike(FOLDER, command, &turns, |run| shape(run).join("\n"));
    let trap = said(&mut lesson(&["--trap=foreign-release"]));
    let command = "cargo run --bin lesson-07 -- --trap foreign-release";
    readme::shows(FOLDER, command, &trap);
}

/// A closed stream is told: Rust's runtime would write into nothing, and read an end.
#[cfg(unix)]
#[test]
fn streams_that_are_closed_at_the_start() {
    use lesson_testing::closed;

    closed::a_closed_output_is_a_failure(&lesson(&["--hold=1ms"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--hash"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--count=10"]));
    closed::a_closed_input_is_a_failure(&lesson(&["--hash"]), "-");
    closed::closed_errors_change_nothing(&lesson(&["--hash", "-", "none"]));
    closed::an_output_that_leads_nowhere_is_no_failure(&lesson(&["--hash"]));
}

/// On standard error: sums are escaped as `sha256sum` escapes them.
#[cfg(unix)]
#[test]
fn an_empty_name_is_one_failure() {
    const TWO: &str = "  a\n27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a  b\n";
    standard::an_empty_name_is_one_failure(lesson, &["--hash"], TWO);
}
