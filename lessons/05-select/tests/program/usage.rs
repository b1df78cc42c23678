//! Help and wrong usage.

use crate::lesson;
use insta::assert_snapshot;
use lesson_testing::child::{refused, said};
use lesson_testing::{same, standard};

#[test]
fn help_explains_the_technique_and_lists_the_traps() {
    assert_snapshot!("help", said(&mut lesson(&["--help"])));
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    standard::a_wrong_name_suggests_the_nearest(
        lesson,
        &[
            ("--trap", "rearmed", "rearmed-timer"),
            ("--trap", "rearmed_timers", "rearmed-timer"),
            ("--way", "drain", "drained"),
        ],
    );
    assert_snapshot!("unknown_trap", refused(&mut lesson(&["--trap=starve"])));
}

same! { echo:
    a_bad_duration_shows_how_to_write_one(lesson, &["--timeout", "--after"]);
    durations_are_read_as_they_are_written(lesson);
}

#[test]
fn a_bad_size_shows_how_to_write_one() {
    for bad in ["0", "many", "17MiB", ""] {
        let message = refused(&mut lesson(&[&format!("--read={bad}")]));
        let how = message.contains("write it as 512, 64KiB or 1GiB");
        assert!(
            how || message.contains("give a size from 1 to 16MiB"),
            "{message}"
        );
    }
}

#[test]
fn one_thing_at_a_time() {
    for args in [
        ["--runs=3", "--color=never"],
        ["--runs=3", "--timeout=1s"],
        ["--way=enum", "--read=1KiB"],
        ["--trap=padded", "--runs=0"],
        ["--trap=padded", "--timeout=1s"],
        ["--fairness=1", "--after=1s"],
        ["--copy=1KiB", "--timeout=1s"],
        ["--messages=1", "--trap=padded"],
        ["--fairness=0", "--color=never"],
        ["--messages=0", "--color=never"],
        ["--way=enum", "--capacity=1"],
        ["--after=1s", "--read=1KiB"],
        ["--buffers=0", "--read=1KiB"],
        ["--buffers=17", "--read=16MiB"],
    ] {
        refused(&mut lesson(&args));
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf_8_is_refused() {
    standard::options_that_are_not_utf_8_are_refused(
        lesson,
        &["--", "--timeout", "--read", "--trap", "--color"],
    );
}
