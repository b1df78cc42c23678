//! The three prints: which orders may come, and odd ends of standard output.

use crate::lesson;
use lesson_testing::child::{run, said, text};
use lesson_testing::standard;
use std::collections::BTreeSet;

const BEFORE: &str = "Before the closure.";
const INSIDE: &str = "Inside the closure.";
const AFTER: &str = "After starting it.";

#[test]
fn a_closure_that_is_joined_always_runs() {
    for how in ["join", "scope"] {
        let said = said(&mut lesson(&["--how", how]));
        let lines: Vec<_> = said.lines().collect();
        assert_eq!(lines[0], BEFORE);
        let rest = BTreeSet::from_iter(&lines[1..]);
        assert_eq!(rest, BTreeSet::from([&INSIDE, &AFTER]), "{how}");
        assert_eq!(lines.len(), 3);
    }
}

#[test]
fn a_closure_that_is_not_waited_for_may_run_or_not() {
    for how in ["yield", "sleep", "detach"] {
        let output = run(&mut lesson(&["--how", how]));
        assert_eq!(output.status.code(), Some(0));
        let lines: Vec<_> = text(&output.stdout).lines().collect();
        let foreground = lines.iter().filter(|line| **line != INSIDE);
        assert!(foreground.eq(&[BEFORE, AFTER]), "{how}: {lines:?}");
        assert!(lines.len() <= 3, "{how}: {lines:?}");
    }
}

#[test]
fn without_arguments_every_way_is_shown() {
    let shown = said(&mut lesson(&[]));
    for how in ["join", "scope", "yield", "sleep", "detach"] {
        assert!(shown.contains(&format!("--how {how} ")), "{shown}");
    }
    let told = shown.matches(INSIDE).count() + shown.matches("(the closure never ran)").count();
    assert_eq!(told, 5, "{shown}");
}

/// The rows of a histogram: the order and how often it came.
fn rows(drawn: &str) -> Vec<(String, u64)> {
    let rows = drawn.lines().filter(|line| line.starts_with("  "));
    let row = |line: &str| {
        let words: Vec<_> = line
            .trim_end_matches(['█', ' '])
            .split_whitespace()
            .collect();
        let (count, order) = words.split_last().expect("a count");
        (order.join(" "), count.parse().expect("a count"))
    };
    rows.map(row).collect()
}

#[test]
fn a_histogram_counts_every_run_and_names_the_case_that_never_came() {
    for (how, never_may_come) in [("join", false), ("scope", false), ("detach", true)] {
        let rows = rows(&said(&mut lesson(&["--how", how, "--runs=50"])));
        assert_eq!(rows.iter().map(|row| row.1).sum::<u64>(), 50, "{rows:?}");
        let never = rows.iter().find(|row| row.0 == "never ran");
        let never = never.expect("the case is always named").1;
        assert!(never_may_come || never == 0, "{how}: {rows:?}");
    }
}

#[test]
fn without_a_way_every_way_has_its_histogram() {
    let rows = rows(&said(&mut lesson(&["--runs=3"])));
    assert_eq!(rows.iter().map(|row| row.1).sum::<u64>(), 15, "{rows:?}");
}

#[test]
fn a_closed_output_ends_it_quietly() {
    for args in [&["--how=join"][..], &["--how=scope", "--runs=3"], &[]] {
        standard::a_closed_output_is_no_failure(lesson(args));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    for args in [&["--how=join"][..], &["--how=join", "--runs=3"], &[]] {
        standard::a_full_device_is_a_failure(lesson(args));
    }
}

/// Ctrl-C is a signal: Windows has another way, which std cannot send.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_long_histogram() {
    use lesson_testing::child::{finish, interrupt};
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt;

    let child = lesson(&["--how=join", "--runs=4000000000"])
        .spawn()
        .unwrap();
    interrupt(&child);
    let output = finish(child);
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
    assert_eq!(text(&output.stdout), "");
}
