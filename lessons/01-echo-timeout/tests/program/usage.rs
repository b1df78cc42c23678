//! Help and wrong usage.

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
fn an_unknown_trap_suggests_the_nearest() {
    for near in ["late-wrte", "late_writes", "latewrite"] {
        let message = refused(&mut lesson(&["--trap", near]));
        assert!(
            message.contains("a similar value exists: 'late-write'"),
            "{message}"
        );
    }
    assert_snapshot!("unknown_trap", refused(&mut lesson(&["--trap=abandon"])));
}

#[test]
fn a_bad_duration_shows_how_to_write_one() {
    for bad in ["3", "soon", "-1s", ""] {
        let message = refused(&mut lesson(&[&format!("--timeout={bad}")]));
        assert!(
            message.contains("write it as 30s, 500ms or 1m30s"),
            "{message}"
        );
    }
}

#[test]
fn durations_are_read_as_they_are_written() {
    for good in ["30s", "500ms", "1m30s", "999999999h"] {
        assert!(run(&mut lesson(&["--timeout", good])).status.success());
    }
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
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let odd = OsStr::from_bytes(b"\xFF");
    for before in ["", "--timeout", "--trap", "--color"] {
        let mut command = lesson(&[]);
        if !before.is_empty() {
            command.arg(before);
        }
        let message = refused(command.arg(odd));
        assert!(message.starts_with("error: "), "{message}");
        assert!(!message.contains("panicked"), "{message}");
    }
}
