//! `--trap NAME`: each wrong way fails on real threads as it says.

use crate::child::{lesson, run, text};
use std::io::pipe;

/// More than the default: a loaded machine may need them.
const RUNS: &str = "--runs=1000000";

/// The line that begins with `label`.
fn line<'a>(story: &'a str, label: &str) -> &'a str {
    let mut lines = story.lines().map(str::trim);
    let line = lines.find_map(|line| line.strip_prefix(label));
    line.unwrap_or_else(|| panic!("no {label:?} in {story}"))
        .trim()
}

fn story_of(trap: &str) -> String {
    let output = run(&mut lesson(&["--trap", trap, RUNS]));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
    let story = text(&output.stdout).to_string();
    assert!(line(&story, "it took").contains(" run"), "{story}");
    story
}

#[test]
fn detached_ends_the_process_before_its_closure_has_run() {
    let story = story_of("detached");
    let happened = line(&story, "happened");
    assert!(
        happened.starts_with("the process ended, and the closure "),
        "{story}"
    );
    assert!(line(&story, "look at").contains("src/traps/detached.rs"));
}

#[test]
fn yield_and_sleep_leave_a_query_unfinished() {
    for trap in ["yield-is-not-wait", "sleep_is_not_wait"] {
        let story = story_of(trap);
        let words = line(&story, "happened").split(' ');
        let numbers: Vec<u64> = words.filter_map(|word| word.parse().ok()).collect();
        let [seen, rows] = numbers[..] else {
            panic!("{story}");
        };
        assert!(seen < rows, "{story}");
    }
}

#[test]
fn captured_loop_variable_shows_some_number_twice() {
    let story = story_of("captured-loop-variable");
    let seen = line(&story, "happened").strip_prefix("they saw ").unwrap();
    assert_ne!(seen, "[0, 1, 2, 3]");
    assert_eq!(seen.split(", ").count(), 4, "{story}");
    assert!(
        story.contains("error[E0506]: cannot assign to `turn`"),
        "{story}"
    );
}

#[test]
fn swallowed_panic_shows_rusts_own_message() {
    let story = story_of("swallowed-panic");
    assert!(line(&story, "happened").starts_with("it said \"saved\" and ended with status 0"));
    assert!(story.contains("thread 'background'"), "{story}");
    assert!(
        story.contains("no space left for the second half"),
        "{story}"
    );
    assert!(!story.contains("stack backtrace"), "{story}");
    assert_eq!(line(&story, "it took"), "1 run");
}

#[test]
fn a_trap_that_does_not_show_says_so() {
    let output = run(&mut lesson(&["--trap=sleep-is-not-wait", "--runs=1"]));
    match output.status.code() {
        // It may show in the first run.
        Some(0) => assert_eq!(line(text(&output.stdout), "it took"), "1 run"),
        code => {
            assert_eq!(code, Some(3));
            assert_eq!(text(&output.stdout), "");
            assert_eq!(
                text(&output.stderr),
                "sleep-is-not-wait did not show in 1 run: try again, or with more --runs\n"
            );
        }
    }
}

#[test]
fn every_trap_has_a_file_of_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/traps");
    let help = run(&mut lesson(&["--help"]));
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let trap = name.strip_suffix(".rs").unwrap().replace('_', "-");
        assert!(text(&help.stdout).contains(&format!("- {trap}:")), "{trap}");
    }
}

#[test]
fn a_closed_output_ends_a_trap_quietly() {
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    let output = run(lesson(&["--trap=swallowed-panic"]).stdout(closed));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let output = run(lesson(&["--trap=swallowed-panic"]).stdout(full.unwrap()));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot write to standard output: No space left on device (os error 28)\n"
    );
}
