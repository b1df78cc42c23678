//! Help, wrong usage, and the run that the README shows.

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
    for (option, near, nearest) in [
        ("--trap", "yield-is-not-a-wait", "yield-is-not-wait"),
        ("--trap", "detach", "detached"),
        ("--how", "joins", "join"),
        ("--share", "mutexes", "mutex"),
        ("--with", "pools", "pool"),
    ] {
        let mut command = lesson(&[option, near]);
        if option == "--with" {
            command.arg("--tasks=1");
        }
        let message = refused(&mut command);
        let suggestion = format!("a similar value exists: '{nearest}'");
        assert!(message.contains(&suggestion), "{message}");
    }
    assert_snapshot!("unknown_trap", refused(&mut lesson(&["--trap=swallow"])));
}

#[test]
fn what_does_not_go_together_is_refused() {
    for args in [
        &["--runs=0"][..],
        &["--how=join", "--trap=detached"],
        &["--save=file", "--how=join"],
        &["--save=file", "--runs=3"],
        &["--tasks=3", "--share=arc"],
        &["--with=pool"],
        &["--tasks=-1"],
        &["--tasks=10000001"],
        &["--save"],
        &["input"],
        &["--in-child"],
    ] {
        refused(&mut lesson(args));
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_name_and_not_utf_8_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    for option in ["--how", "--trap", "--share", "--color", "--tasks", "--runs"] {
        let message = refused(lesson(&[option]).arg(OsStr::from_bytes(b"\xFF")));
        assert!(message.starts_with("error: "), "{message}");
        assert!(!message.contains("panicked"), "{message}");
    }
}

/// A run with every number and bar left out.
fn shape(shown: &str) -> String {
    let lines = shown.lines().map(|line| {
        let line = line.trim_end_matches(['█', ' ']);
        let line = line.trim_end_matches(char::is_numeric).trim_end();
        line.to_string() + "\n"
    });
    lines.collect()
}

#[test]
fn the_readme_shows_a_real_run() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once("-- --how detach --runs 1000\n").unwrap();
    let (block, after) = rest.split_once("```\n").unwrap();
    let output = run(&mut lesson(&["--how=detach", "--runs=1000"]));
    let now = text(&output.stdout);
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        let readme = format!("{before}-- --how detach --runs 1000\n{now}```\n{after}");
        std::fs::write(path, readme).unwrap();
    } else {
        assert_eq!(shape(block), shape(now));
    }
}
