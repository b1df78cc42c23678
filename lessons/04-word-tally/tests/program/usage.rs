//! Help, wrong usage, and the README's run.

use crate::child::{lesson, run, text};
use insta::assert_snapshot;
use std::process::Command;

/// What the program says to wrong usage.
fn refused(command: &mut Command) -> String {
    let output = run(command);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr).to_string()
}

#[test]
fn help_explains_the_technique_and_lists_the_traps() {
    let output = run(&mut lesson(&["--help"]));
    assert_eq!(output.status.code(), Some(0));
    assert_snapshot!("help", text(&output.stdout));
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    for (option, near, name) in [
        ("--trap", "lost-updat", "lost-update"),
        ("--trap", "lock_orders", "lock-order"),
        ("--strategy", "merg", "merge"),
        ("--strategy", "shards", "sharded"),
        ("--format", "jsn", "json"),
    ] {
        let message = refused(&mut lesson(&[option, near]));
        let suggestion = format!("a similar value exists: '{name}'");
        assert!(message.contains(&suggestion), "{message}");
    }
    assert_snapshot!(
        "unknown_strategy",
        refused(&mut lesson(&["--strategy=mutexes"]))
    );
}

#[test]
fn options_that_make_no_sense_are_refused() {
    for args in [
        &["--jobs=0"][..],
        &["--jobs=many"],
        &["--min=-1"],
        &["--runs=3"],
        &["--trap=lost-update", "--runs=0"],
        &["--trap=lost-update", "--strategy=merge"],
        &["--trap=half-locked", "FILE"],
        &["--in-child"],
    ] {
        let message = refused(&mut lesson(args));
        assert!(message.starts_with("error: "), "{message}");
    }
}

#[cfg(unix)]
#[test]
fn a_value_that_is_not_utf_8_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    for option in [
        "--min",
        "--top",
        "--strategy",
        "--jobs",
        "--format",
        "--trap",
        "--color",
    ] {
        let message = refused(lesson(&[option]).arg(OsStr::from_bytes(b"\xFF")));
        assert!(message.starts_with("error: "), "{message}");
        assert!(!message.contains("panicked"), "{message}");
    }
}

/// Compares the README's run with what the program prints; with insta's `INSTA_UPDATE=always` it
/// writes it.
#[test]
fn the_readme_shows_a_real_run() {
    let output =
        run(lesson(&["--top", "5", "src/sample.txt"]).current_dir(env!("CARGO_MANIFEST_DIR")));
    let now = text(&output.stdout);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let marker = "lessons/04-word-tally/src/sample.txt\n";
    let (before, rest) = readme.split_once(marker).expect("the command");
    let (shown, after) = rest.split_once("```\n").expect("the end of the run");
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(path, format!("{before}{marker}{now}```\n{after}")).unwrap();
        return;
    }
    assert_eq!(shown, now, "`just snapshots` updates the README");
}
