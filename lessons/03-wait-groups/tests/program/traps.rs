//! `--trap NAME`: each wrong way fails on real threads as it says.

use crate::child::{lesson, run, text};
use std::process::{Command, Output, Stdio};

/// More than the default: a loaded machine may need them.
const RUNS: &str = "--runs=1000000";

/// The line that begins with `label`.
fn line<'a>(story: &'a str, label: &str) -> &'a str {
    let mut lines = story.lines().map(str::trim);
    let line = lines.find_map(|line| line.strip_prefix(label));
    line.unwrap_or_else(|| panic!("no {label:?} in {story}"))
        .trim()
}

fn told(output: Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    let story = text(&output.stdout).to_string();
    assert!(line(&story, "it took").contains(" run"), "{story}");
    story
}

fn story_of(trap: &str) -> String {
    told(run(&mut lesson(&["--trap", trap, RUNS])))
}

#[test]
fn add_inside_returns_too_early() {
    let story = story_of("add-inside");
    let happened = line(&story, "happened");
    assert!(happened.starts_with("wait returned when "), "{happened}");
    assert!(happened.ends_with(" of 8 files were done"), "{happened}");
    assert!(line(&story, "look at").contains("src/traps/add_inside.rs"));
}

#[test]
fn forgotten_done_hangs_and_is_ended() {
    let story = story_of("forgotten_done");
    let happened = line(&story, "happened");
    assert!(happened.starts_with("nothing, for 2 s: it was ended. main waits"));
    assert_eq!(line(&story, "it took"), "1 run");
}

#[test]
fn ignored_errors_counts_failed_files() {
    let story = story_of("ignored-errors");
    let happened = line(&story, "happened");
    assert!(
        happened.ends_with("it would say \"Compressed 3 files\""),
        "{happened}"
    );
}

#[test]
fn half_written_leaves_a_part() {
    let story = story_of("half-written");
    let happened = line(&story, "happened");
    assert!(happened.contains("it has 100 now"), "{happened}");
}

#[test]
fn thread_per_file_starts_thousands_or_is_refused() {
    let story = story_of("thread-per-file");
    let happened = line(&story, "happened");
    let threads: u32 = happened.split(' ').next().unwrap().parse().unwrap();
    assert!(threads > 2, "{happened}");
    assert!(
        threads == 10_000 || happened.contains("; the system refused "),
        "{happened}"
    );
}

/// With few addresses and large stacks the system refuses threads, and nothing else: that is told,
/// and nothing panics.
#[cfg(target_os = "linux")]
#[test]
fn a_refused_thread_is_reported() {
    let script = "ulimit -v 2000000; exec \"$0\" --trap thread-per-file";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_lesson-03")]);
    // One heap for all, and stacks of 256 MiB: what is left over is enough for the buffers.
    command.env("MALLOC_ARENA_MAX", "1");
    command.env("RUST_MIN_STACK", (256 << 20).to_string());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let story = told(run(&mut command));
    let happened = line(&story, "happened");
    assert!(happened.contains("; the system refused "), "{happened}");
    assert!(
        happened.contains("Resource temporarily unavailable"),
        "{happened}"
    );
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
fn colour_comes_when_it_is_asked_for() {
    for (color, wanted) in [("always", true), ("auto", false), ("never", false)] {
        let output = run(&mut lesson(&["--trap=ignored-errors", "--color", color]));
        assert_eq!(text(&output.stdout).contains('\x1b'), wanted, "{color}");
    }
}
