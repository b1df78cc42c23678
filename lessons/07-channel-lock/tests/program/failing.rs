//! Outputs that are full or closed, and files that cannot be read.

use crate::{FOLDER, lesson};
use lesson_testing::child::{ended, finish, run, text};
use lesson_testing::files::folder;
use lesson_testing::standard;
use std::io::{BufRead, BufReader};

#[test]
fn a_closed_output_ends_it_quietly_and_at_once() {
    standard::a_closed_output_is_no_failure(lesson(&["--hold=24h"]));
    standard::a_closed_output_is_no_failure(lesson(&["--hash", &format!("{FOLDER}/Cargo.toml")]));
    standard::a_closed_output_is_no_failure(lesson(&["--trap=main-sleeps", "--runs=1000000"]));
}

#[test]
fn an_output_that_is_closed_later_ends_it_quietly_too() {
    let mut child = lesson(&["--hold=1ms", "--workers=1000"]).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().ends_with("wants the lock"));
    drop(lines);
    let output = finish(child);
    ended(&output, 0, "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    standard::a_full_device_is_a_failure(lesson(&["--hold=24h"]));
    standard::a_full_device_is_a_failure(lesson(&["--hash", &format!("{FOLDER}/Cargo.toml")]));
}

#[test]
fn a_file_that_is_missing_does_not_keep_the_others() {
    let folder = folder(&[("a", b"abc"), ("b", b"")]);
    let mut command = lesson(&["--hash", "missing", "a", "mis\nsing", "b"]);
    let output = run(command.current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout).lines().count(), 2);
    let errors: Vec<&str> = text(&output.stderr).lines().collect();
    assert_eq!(errors.len(), 2);
    assert!(
        errors[0].starts_with("error: cannot read missing: "),
        "{errors:?}"
    );
    assert!(
        errors[1].starts_with(r#"error: cannot read "mis\nsing": "#),
        "{errors:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_missing_file_whose_name_is_not_utf_8_is_named() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let output = run(lesson(&["--hash"]).arg(OsStr::from_bytes(b"no\xFF")));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with(r#"error: cannot read "no\xFF": "#));
}

/// They are refused before the first of them begins.
#[cfg(target_os = "linux")]
#[test]
fn more_workers_than_memory_holds_are_a_failure() {
    use lesson_testing::user::after;

    let executable = lesson(&[]).get_program().to_owned();
    let executable = executable.to_str().unwrap();
    for mode in ["--hold=1ms", "--count=1000"] {
        let output = run(&mut after(
            "ulimit -v 500000",
            executable,
            &["--workers=1000", mode],
        ));
        let error = "error: cannot start so many threads: try fewer --workers: ";
        assert!(text(&output.stderr).starts_with(error), "{output:?}");
        assert_eq!(text(&output.stdout), "");
        assert_eq!(output.status.code(), Some(1));
    }
}
