//! `--share` and `--tasks`.

use crate::lesson;
use insta::assert_snapshot;
use lesson_testing::child::{refused, run, said, text};
use lesson_testing::standard;
use std::io::pipe;

#[test]
fn each_way_of_sharing_shows_its_code_a_run_and_its_absence() {
    for (way, result, refused) in [
        ("move", "= 8", "error[E0373]"),
        ("borrow", "= (8, 2)", "error[E0597]"),
        ("arc", "= (8, 2)", "error[E0277]"),
        ("mutex", "= 8", "error[E0594]"),
    ] {
        let shown = said(&mut lesson(&["--share", way]));
        for part in [way, "pub fn ", result, "Refused: ", "fn main() {", refused] {
            assert!(shown.contains(part), "{part:?} is not in {shown}");
        }
    }
}

#[test]
fn borrowing_is_shown_like_this() {
    // What the compiler says is recorded in `refused/`, and may change with it.
    let shown = said(&mut lesson(&["--share=borrow"]));
    let (code, _) = shown.split_once("error[").expect("a refusal");
    assert_snapshot!("share_borrow", code);
}

#[test]
fn whatever_runs_the_closures_the_sum_is_the_same() {
    for with in ["threads", "scope", "pool"] {
        for (count, sum) in [(0, 0), (1, 0), (2, 1), (100, 4950)] {
            let count_text = count.to_string();
            let output = run(&mut lesson(&["--tasks", &count_text, "--with", with]));
            assert_eq!(output.status.code(), Some(0));
            let told = format!("{count} closures ran, sum {sum}\n");
            assert_eq!(text(&output.stdout), told, "{with}");
            assert!(text(&output.stderr).ends_with(" µs for each\n"));
        }
    }
    let output = run(&mut lesson(&["--tasks=100000"]));
    assert_eq!(
        text(&output.stdout),
        "100000 closures ran, sum 4999950000\n"
    );
}

/// More threads than any limit lets through would take long to be refused: the limit is made small.
#[cfg(target_os = "linux")]
#[test]
fn threads_that_are_refused_are_no_panic() {
    use crate::EXECUTABLE;
    use lesson_testing::child::program;

    // Address space for a few hundred stacks of 2 MiB.
    let limited = "ulimit -v 1000000; exec \"$0\" --tasks 10000 --with \"$1\"";
    for with in ["threads", "scope"] {
        let mut command = program("sh", &["-c", limited, EXECUTABLE, with]);
        let output = run(&mut command);
        assert_eq!(output.status.code(), Some(1), "{with}");
        assert_eq!(text(&output.stdout), "");
        let message = text(&output.stderr);
        let begins = "error: cannot start one thread for each of 10000 closures; a pool can run them: \
                      --with pool: ";
        assert!(message.starts_with(begins), "{message}");
    }
}

/// So many that Linux would refuse a thread that has begun the memory for its signals.
#[test]
fn more_threads_than_any_system_takes_are_refused_before_they_start() {
    for with in ["threads", "scope"] {
        let message = refused(&mut lesson(&["--tasks=10001", "--with", with]));
        let wanted = "error: one thread per closure works for at most 10000 closures; a pool can run \
                      more: --with pool\n";
        assert!(message.starts_with(wanted), "{message}");
    }
}

#[test]
fn a_closed_output_ends_it_quietly() {
    for arg in ["--share=move", "--tasks=10"] {
        let (reader, closed) = pipe().unwrap();
        drop(reader);
        let output = run(lesson(&[arg]).stdout(closed));
        assert_eq!(output.status.code(), Some(0), "{arg}");
        assert!(!text(&output.stderr).contains("error"));
    }
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    standard::colour_comes_when_it_is_asked_for(lesson, &["--share=move"]);
}
