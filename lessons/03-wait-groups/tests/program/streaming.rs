//! `-`, and standard outputs that are full or closed.

use crate::{lesson, unzipped};
use lesson_testing::child::{piped, run, text};
use lesson_testing::files::{folder, random};
use lesson_testing::standard;
use std::fs::File;
use std::io::pipe;

#[test]
fn a_pipe_comes_through_compressed() {
    let sent = random(1_000_003);
    let output = piped(&mut lesson(&["-"]), &sent);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
    assert!(unzipped(&output.stdout[..]) == sent);
}

#[test]
fn a_file_on_standard_input_is_read_too() {
    let folder = folder(&[("a", b"words")]);
    let input = File::open(folder.path().join("a")).unwrap();
    let output = run(lesson(&["-"]).stdin(input));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(unzipped(&output.stdout[..]), b"words");
}

#[test]
fn a_closed_output_ends_it_quietly() {
    let folder = folder(&[("a", &random(1_000_000)), ("b", b"b")]);
    for args in [&["-"][..], &["b"], &[], &["--trap=ignored-errors"]] {
        let (reader, closed) = pipe().unwrap();
        drop(reader);
        let input = File::open(folder.path().join("a")).unwrap();
        let mut command = lesson(args);
        command.stdin(input).stdout(closed);
        let output = run(command.current_dir(folder.path()));
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(!text(&output.stderr).contains("error"), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    let folder = folder(&[("a", b"a")]);
    for args in [&["-"][..], &["a"], &[], &["--trap=ignored-errors"]] {
        let mut command = lesson(args);
        command.current_dir(folder.path());
        standard::a_full_device_is_a_failure(command);
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_input_is_named_with_its_cause() {
    let folder = File::open(std::env::temp_dir()).unwrap();
    let output = run(lesson(&["-"]).stdin(folder));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot read standard input: Is a directory (os error 21)\n"
    );
}

#[test]
fn closed_errors_do_not_matter() {
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    let folder = folder(&[("a", b"a")]);
    let output = run(lesson(&["a"]).stderr(closed).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stdout), "Compressed 1 file\n");
}
