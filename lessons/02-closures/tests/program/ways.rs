//! The three prints: which orders may come, and odd ends of standard output.

use crate::child::{lesson, run, text};
use std::collections::BTreeSet;
use std::io::pipe;

const BEFORE: &str = "Before the closure.";
const INSIDE: &str = "Inside the closure.";
const AFTER: &str = "After starting it.";

#[test]
fn a_closure_that_is_joined_always_runs() {
    for how in ["join", "scope"] {
        let output = run(&mut lesson(&["--how", how]));
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stderr), "");
        let lines: Vec<_> = text(&output.stdout).lines().collect();
        assert_eq!(lines[0], BEFORE);
        let rest = BTreeSet::from_iter(&lines[1..]);
        assert_eq!(rest, BTreeSet::from([&INSIDE, &AFTER]), "{how}");
        assert_eq!(lines.len(), 3);
    }
}

#[test]
fn a_closure_that_nobody_waits_for_may_run_or_not() {
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
    let output = run(&mut lesson(&[]));
    assert_eq!(output.status.code(), Some(0));
    let shown = text(&output.stdout);
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
        let output = run(&mut lesson(&["--how", how, "--runs=50"]));
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stderr), "");
        let rows = rows(text(&output.stdout));
        assert_eq!(rows.iter().map(|row| row.1).sum::<u64>(), 50, "{rows:?}");
        let never = rows.iter().find(|row| row.0 == "never ran");
        let never = never.expect("the case is always named").1;
        assert!(never_may_come || never == 0, "{how}: {rows:?}");
    }
}

#[test]
fn without_a_way_every_way_has_its_histogram() {
    let output = run(&mut lesson(&["--runs=3"]));
    assert_eq!(output.status.code(), Some(0));
    let rows = rows(text(&output.stdout));
    assert_eq!(rows.iter().map(|row| row.1).sum::<u64>(), 15, "{rows:?}");
}

#[test]
fn a_closed_output_ends_it_quietly() {
    for args in [&["--how=join"][..], &["--how=scope", "--runs=3"], &[]] {
        let (reader, closed) = pipe().unwrap();
        drop(reader);
        let output = run(lesson(args).stdout(closed));
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(text(&output.stderr), "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    for args in [&["--how=join"][..], &["--how=join", "--runs=3"], &[]] {
        let full = std::fs::File::options().write(true).open("/dev/full");
        let output = run(lesson(args).stdout(full.unwrap()));
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert_eq!(
            text(&output.stderr),
            "error: cannot write to standard output: No space left on device (os error 28)\n"
        );
    }
}

/// Ctrl-C is a signal: Windows has another way, which std cannot send.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_long_histogram() {
    use crate::child::{finish, ignores_ctrl_c};
    use rustix::process::{Pid, Signal, kill_process};
    use std::os::unix::process::ExitStatusExt;

    if ignores_ctrl_c() {
        eprintln!("skipped: this process was started with SIGINT ignored");
        return;
    }
    let child = lesson(&["--how=join", "--runs=4000000000"])
        .spawn()
        .unwrap();
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let output = finish(child);
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
    assert_eq!(text(&output.stdout), "");
}
