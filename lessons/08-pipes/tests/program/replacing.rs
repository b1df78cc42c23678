//! `export --output`: what becomes of the file, the link or the device that is there.

use crate::databases::{export, unzipped};
use crate::lesson;
use lesson_testing::child::{ended, program, run, text};
use lesson_testing::files::{folder, names};
use std::fs::{self, Permissions, read};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

/// Makes a database of three rows and exports it; what is in `file` then.
fn exported(here: &Path, output: &str, file: &str) -> String {
    let args = ["--demo=3", "--table=records", "--output", output];
    let output = run(&mut export(here, &args));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    unzipped(&read(here.join(file)).unwrap())
}

#[test]
fn a_replaced_file_keeps_its_mode() {
    for mode in [0o600, 0o640, 0o755] {
        let here = folder(&[("out", b"old")]);
        let out = here.path().join("out");
        fs::set_permissions(&out, Permissions::from_mode(mode)).unwrap();
        assert_eq!(exported(here.path(), "out", "out").lines().count(), 3);
        assert_eq!(fs::metadata(&out).unwrap().mode() & 0o777, mode);
    }
}

#[test]
fn a_dangling_link_stays_and_its_target_is_made() {
    let here = folder(&[]);
    symlink("missing", here.path().join("link")).unwrap();
    assert_eq!(exported(here.path(), "link", "missing").lines().count(), 3);
    let link = fs::symlink_metadata(here.path().join("link")).unwrap();
    assert!(link.is_symlink());
    assert_eq!(names(here.path()), ["db", "link", "missing"]);
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_by_its_name_is_written_to_in_its_turn() {
    let here = folder(&[("out", b"old")]);
    assert_eq!(exported(here.path(), "out", "out").lines().count(), 3);
    let script = "(echo before; \"$@\"; echo after) >all";
    let executable = lesson(&[]).get_program().to_owned();
    let mut command = program("sh", &["-c", script, "sh"]);
    command.arg(executable);
    command.args(["export", "db", "--table=records", "--output=/dev/stdout"]);
    assert_eq!(run(command.current_dir(here.path())).status.code(), Some(0));
    let all = read(here.path().join("all")).unwrap();
    let zipped = all.strip_prefix(b"before\n").unwrap();
    let zipped = zipped.strip_suffix(b"after\n").unwrap();
    assert_eq!(unzipped(zipped).lines().count(), 3);
}

/// Of a demonstration too, which SQLite writes.
#[test]
fn a_limit_on_the_size_of_files_is_an_error_and_leaves_nothing() {
    let here = folder(&[]);
    let executable = lesson(&[]).get_program().to_owned();
    let limited = |args: &[&str]| {
        let script = "ulimit -f 40 && exec \"$@\"";
        let mut command = program("sh", &["-c", script, "sh"]);
        command.arg(&executable).args(["export", "db"]).args(args);
        run(command.current_dir(here.path()))
    };
    let output = limited(&["--demo=20000", "--table=records"]);
    assert!(text(&output.stderr).starts_with("error: cannot make db: "));
    assert_eq!(output.status.code(), Some(1));
    assert!(names(here.path()).is_empty());
    let args = ["--demo=20000", "--table=records", "--output=out"];
    assert_eq!(run(&mut export(here.path(), &args)).status.code(), Some(0));
    let before = read(here.path().join("out")).unwrap();
    let output = limited(&["--table=records", "--output=out"]);
    let error = "error: cannot write to out: File too large (os error 27)\n";
    ended(&output, 1, error);
    assert_eq!(names(here.path()), ["db", "out"]);
    assert!(read(here.path().join("out")).unwrap() == before);
}
