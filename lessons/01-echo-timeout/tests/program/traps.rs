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
fn late_write_echoes_after_the_farewell() {
    let story = story_of("late-write");
    assert!(line(&story, "happened").ends_with("bytes were echoed after it"));
    assert!(line(&story, "look at").contains("src/traps/late_write.rs"));
}

#[test]
fn sleeps_past_eof_waits_for_the_time() {
    let story = story_of("sleeps_past_eof");
    assert!(line(&story, "happened").ends_with("ms, when the time was over"));
    assert_eq!(line(&story, "it took"), "1 run");
}

#[test]
fn abandoned_loses_what_it_accepted() {
    let story = story_of("abandoned");
    let words: Vec<_> = line(&story, "happened").split(' ').collect();
    let numbers: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let [accepted, echoed, lost] = numbers[..] else {
        panic!("{story}");
    };
    assert_eq!(accepted, echoed + lost);
    assert!(lost > 0);
}

#[test]
fn a_trap_that_does_not_show_says_so() {
    let output = run(&mut lesson(&["--trap=abandoned", "--runs=1"]));
    match output.status.code() {
        // It may show in the first run.
        Some(0) => assert_eq!(line(text(&output.stdout), "it took"), "1 run"),
        code => {
            assert_eq!(code, Some(3));
            assert_eq!(text(&output.stdout), "");
            assert_eq!(
                text(&output.stderr),
                "abandoned did not show in 1 run: try again, or with more --runs\n"
            );
        }
    }
}

#[test]
fn every_trap_has_a_file_of_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/traps");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let trap = name.strip_suffix(".rs").unwrap().replace('_', "-");
        let help = run(&mut lesson(&["--help"]));
        assert!(text(&help.stdout).contains(&format!("- {trap}:")), "{trap}");
    }
}

#[test]
fn a_closed_output_ends_a_trap_quietly() {
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    let output = run(lesson(&["--trap=sleeps-past-eof"]).stdout(closed));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let output = run(lesson(&["--trap=sleeps-past-eof"]).stdout(full.unwrap()));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot write to standard output: No space left on device (os error 28)\n"
    );
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    for (color, wanted) in [("always", true), ("auto", false), ("never", false)] {
        let output = run(&mut lesson(&["--trap=sleeps-past-eof", "--color", color]));
        assert_eq!(text(&output.stdout).contains('\x1b'), wanted, "{color}");
    }
}
