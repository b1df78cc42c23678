//! Help and wrong usage.

use crate::lesson;
use insta::assert_snapshot;
use lesson_testing::child::{refused, said};
use lesson_testing::{same, standard};

#[test]
fn help_explains_the_program_and_lists_the_traps() {
    assert_snapshot!("help", said(&mut lesson(&["--help"])));
}

#[test]
fn an_unknown_trap_suggests_the_nearest() {
    standard::a_wrong_name_suggests_the_nearest(
        lesson,
        &["late-wrte", "late_writes", "latewrite"].map(|near| ("--trap", near, "late-write")),
    );
    assert_snapshot!("unknown_trap", refused(&mut lesson(&["--trap=abandon"])));
}

same! { echo:
    a_bad_duration_shows_how_to_write_one(lesson, &["--timeout"]);
    durations_are_read_as_they_are_written(lesson);
}

#[test]
fn runs_are_for_traps_and_time_outs_are_not() {
    refused(&mut lesson(&["--runs=3"]));
    refused(&mut lesson(&["--trap=abandoned", "--runs=0"]));
    refused(&mut lesson(&["--trap=abandoned", "--timeout=1s"]));
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf_8_is_refused() {
    standard::options_that_are_not_utf_8_are_refused(
        lesson,
        &["--", "--timeout", "--trap", "--color"],
    );
}
