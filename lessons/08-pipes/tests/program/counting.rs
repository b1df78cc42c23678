//! `count`: lines, words and bytes, in the columns of `wc`.

use crate::{ENGINES, lesson};
use lesson_testing::child::{piped, run, said, text};
use lesson_testing::files::{folder, random};
use std::fs::File;
use std::process::{Command, Output};

/// A run of `count` among files that are named as the user would name them.
fn count(engine: &[&str], files: &[&str], here: &tempfile::TempDir) -> Command {
    let mut command = lesson(engine);
    command.args(files).current_dir(here.path());
    command
}

fn told(output: &Output) -> (&str, &str, Option<i32>) {
    let code = output.status.code();
    (text(&output.stdout), text(&output.stderr), code)
}

#[test]
fn one_file_has_no_total() {
    let here = folder(&[("a b.txt", b"one two\nthree\n")]);
    for engine in ENGINES {
        let said = said(&mut count(engine, &["a b.txt"], &here));
        assert_eq!(said, " 2  3 14 a b.txt\n", "{engine:?}");
    }
}

#[test]
fn several_files_are_summed_up() {
    let long = b"word ".repeat(60_000);
    let here = folder(&[("short", b"a\nb"), ("empty", b""), ("long", &long)]);
    for engine in ENGINES {
        let said = said(&mut count(engine, &["short", "empty", "long"], &here));
        let rows = "     1      2      3 short\n     0      0      0 empty\n     \
                    0  60000 300000 long\n     1  60002 300003 total\n";
        assert_eq!(said, rows, "{engine:?}");
    }
}

#[test]
fn a_pipe_has_wide_columns_and_a_name_if_it_was_given_one() {
    for engine in ENGINES {
        let output = piped(&mut lesson(engine), "a\u{2003}b\n".as_bytes());
        assert_eq!(told(&output), ("      1       2       6\n", "", Some(0)));
        let output = piped(lesson(engine).arg("-"), b"x\ny\nz");
        assert_eq!(told(&output), ("      2       3       5 -\n", "", Some(0)));
    }
}

#[test]
fn a_file_as_standard_input_has_narrow_columns() {
    let here = folder(&[("text", b"to be\n")]);
    for engine in ENGINES {
        let file = File::open(here.path().join("text")).unwrap();
        assert_eq!(said(lesson(engine).stdin(file)), "1 2 6\n");
    }
}

#[test]
fn what_is_missing_is_told_of_and_the_rest_is_counted() {
    let here = folder(&[("there", b"a b\n")]);
    for engine in ENGINES {
        let output = run(&mut count(engine, &["gone", "there", ""], &here));
        let (rows, errors, status) = told(&output);
        assert_eq!(rows, "1 2 4 there\n1 2 4 total\n");
        let mut errors = errors.lines();
        assert!(
            errors
                .next()
                .unwrap()
                .starts_with("error: cannot read gone: ")
        );
        assert!(
            errors
                .next()
                .unwrap()
                .starts_with("error: cannot read \"\": ")
        );
        assert_eq!((errors.next(), status), (None, Some(1)));
    }
}

#[cfg(unix)]
#[test]
fn a_folder_has_a_row_of_nothing_and_is_told_of() {
    let here = folder(&[("file", b"a b\n"), ("folder/below", b"")]);
    for engine in ENGINES {
        for timeout in [&[][..], &["--timeout=24h"]] {
            let mut command = count(engine, &["folder", "file"], &here);
            let output = run(command.args(timeout));
            let rows = "      0       0       0 folder\n      1       2       4 file\n      \
                        1       2       4 total\n";
            let error = "error: cannot read folder: Is a directory (os error 21)\n";
            assert_eq!(told(&output), (rows, error, Some(1)));
        }
    }
}

#[cfg(unix)]
#[test]
fn odd_names_are_shown_as_wc_shows_them() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let here = folder(&[]);
    for (name, shown) in [
        (&b"\xFF"[..], &b"\xFF"[..]),
        (b"two\nlines", br"'two'$'\n''lines'"),
        (b"\n", br"''$'\n'"),
        (b"it's\t\n\xFE\x01", br"'it'\''s'$'\t\n\376\001'"),
    ] {
        let name = OsStr::from_bytes(name);
        std::fs::write(here.path().join(name), "x").unwrap();
        let output = run(count(&["count"], &[], &here).arg(name));
        assert_eq!(text(&output.stderr), "");
        assert_eq!(output.stdout, [b"0 1 1 ", shown, b"\n"].concat());
    }
}

#[test]
fn bytes_that_are_no_text_are_counted() {
    let here = folder(&[("random", &random(1_000_003))]);
    let rows = ENGINES.map(|engine| said(&mut count(engine, &["random"], &here)));
    assert!(rows[0].ends_with(" 1000003 random\n"), "{}", rows[0]);
    assert!(rows.iter().all(|row| *row == rows[0]), "{rows:?}");
}

#[test]
fn a_time_that_is_not_over_changes_nothing() {
    let here = folder(&[("text", &b"to be or not to be\n".repeat(100_000))]);
    for engine in ENGINES {
        let mut command = count(engine, &["text"], &here);
        let said = said(command.arg("--timeout=24h"));
        assert_eq!(said, " 100000  600000 1900000 text\n");
    }
}

#[test]
fn memory_is_told_on_standard_error() {
    let here = folder(&[("text", b"x")]);
    let output = run(&mut count(&["count", "--stats"], &["text"], &here));
    assert_eq!(text(&output.stdout), "0 1 1 text\n");
    assert!(text(&output.stderr).starts_with("peak memory: "));
}
