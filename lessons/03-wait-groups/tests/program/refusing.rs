//! Inputs and outputs that fail: each is named with its cause, the rest is done, nothing partial is
//! left.

use crate::{lesson, unpacked};
use lesson_testing::child::{run, text};
use lesson_testing::files::{folder, names};
use std::fs;
use std::path::Path;

/// Runs the program in `folder`, some input of which must fail: what it says on both outputs.
fn refused(folder: &Path, args: &[&str]) -> (String, String) {
    let output = run(lesson(args).current_dir(folder));
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    (text(&output.stdout).to_string(), told.to_string())
}

#[test]
fn an_existing_output_is_refused_and_left_as_it_was() {
    let folder = folder(&[("a", b"a"), ("a.gz", b"theirs"), ("b", b"b")]);
    let (said, told) = refused(folder.path(), &["a", "b"]);
    assert_eq!(said, "Compressed 1 file\n");
    assert!(
        told.starts_with("error: ./a.gz already exists; use --force to replace it\n"),
        "{told}"
    );
    assert!(told.ends_with("\n1 input failed\n"), "{told}");
    assert_eq!(fs::read(folder.path().join("a.gz")).unwrap(), b"theirs");
    assert_eq!(unpacked(&folder.path().join("b.gz")), b"b");
    let forced = run(lesson(&["--force", "a"]).current_dir(folder.path()));
    assert_eq!(forced.status.code(), Some(0));
    assert_eq!(unpacked(&folder.path().join("a.gz")), b"a");
}

#[test]
fn what_does_not_exist_is_named_and_the_rest_is_done() {
    let folder = folder(&[("a", b"a"), ("z", b"z")]);
    for mode in ["serial", "thread-per-file", "pool"] {
        let args = ["--force", "--mode", mode, "a", "missing", "z"];
        let (said, told) = refused(folder.path(), &args);
        assert_eq!(said, "Compressed 2 files\n");
        assert!(told.starts_with("error: cannot read missing: "), "{told}");
    }
    assert_eq!(names(folder.path()), ["a", "a.gz", "z", "z.gz"]);
}

#[test]
fn failures_come_in_the_order_of_the_inputs() {
    let names: Vec<_> = (0..50).map(|i| format!("missing {i}")).collect();
    let folder = folder(&[]);
    let args: Vec<_> = names.iter().map(String::as_str).collect();
    let (said, told) = refused(folder.path(), &args);
    assert_eq!(said, "Compressed 0 files\n");
    for (name, line) in names.iter().zip(told.lines()) {
        assert!(
            line.starts_with(&format!("error: cannot read {name}: ")),
            "{line}"
        );
    }
    assert!(told.ends_with("50 inputs failed\n"));
}

#[test]
fn two_files_that_would_become_one_are_refused() {
    let folder = folder(&[("in/a", b"one"), ("other/a", b"two")]);
    let (said, told) = refused(folder.path(), &["--output-dir=out", "in", "other"]);
    assert_eq!(said, "Compressed 1 file\n");
    assert!(told.contains("would overwrite"), "{told}");
    assert_eq!(unpacked(&folder.path().join("out/a.gz")), b"one");
}

#[test]
fn standard_input_among_files_is_refused() {
    let folder = folder(&[("a", b"a")]);
    let (_, told) = refused(folder.path(), &["a", "-"]);
    assert!(
        told.starts_with("error: - is standard input and must be the only path"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_when_named_and_skipped_in_folders() {
    let folder = folder(&[("a", b"a")]);
    std::os::unix::fs::symlink("a", folder.path().join("link")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("broken")).unwrap();
    let output = run(lesson(&["."]).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stderr);
    assert!(
        told.contains("skipped 2 links or special files\n"),
        "{told}"
    );
    let output = run(lesson(&["link"]).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(unpacked(&folder.path().join("link.gz")), b"a");
    refused(folder.path(), &["broken"]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_and_what_cannot_be_read_is_named() {
    let folder = folder(&[("a", b"a")]);
    let args = ["--output-dir=out", "/dev/null", "/proc/self/mem", "a"];
    let (said, told) = refused(folder.path(), &args);
    assert_eq!(said, "Compressed 1 file\n");
    let told: Vec<_> = told.lines().take(2).collect();
    assert_eq!(told[0], "error: /dev/null is neither a file nor a folder");
    let unreadable = "error: cannot read /proc/self/mem: Input/output error (os error 5)";
    assert_eq!(told[1], unreadable);
    assert_eq!(names(&folder.path().join("out")), ["a.gz"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_says_it_is_empty_is_read_to_its_end() {
    let folder = folder(&[]);
    let args = ["--output-dir=out", "/proc/version"];
    let output = run(lesson(&args).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let read = fs::read("/proc/version").unwrap();
    assert_eq!(unpacked(&folder.path().join("out/version.gz")), read);
}

/// A limit on the size of a file stands for a full disk: the write fails halfway.
#[cfg(unix)]
#[test]
fn a_write_that_fails_halfway_leaves_nothing_and_the_old_file() {
    use lesson_testing::files::random;

    let large = random(1_000_000);
    let folder = folder(&[("large", &large), ("small", b"s"), ("large.gz", b"theirs")]);
    let script = "ulimit -f 100; exec \"$0\" --force large small";
    let output = run(crate::shell(script).current_dir(folder.path()));
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(text(&output.stdout), "Compressed 1 file\n");
    assert!(
        told.starts_with("error: cannot write ./large.gz: File too large"),
        "{told}"
    );
    let left = names(folder.path());
    assert_eq!(left, ["large", "large.gz", "small", "small.gz"]);
    assert_eq!(fs::read(folder.path().join("large.gz")).unwrap(), b"theirs");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder(&[("shut/a", b"a")]);
    let shut = folder.path().join("shut");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(shut.join("probe"), b"").is_ok() {
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    let (_, told) = refused(folder.path(), &["shut/a"]);
    assert!(
        told.starts_with("error: cannot write shut/a.gz: "),
        "{told}"
    );
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o700)).unwrap();
}

/// As another user, also where root runs the tests.
#[cfg(unix)]
#[test]
fn the_folder_that_takes_no_file_is_named_and_no_temporary_name() {
    use lesson_testing::user::{as_other, is_root};

    if !is_root() {
        return;
    }
    let folder = folder(&[("shut/a", b"a")]);
    let output = run(&mut as_other(crate::EXECUTABLE, &["shut/a"], folder.path()));
    let told = text(&output.stderr);
    let wanted = "error: cannot write shut/a.gz: its folder \"shut\" takes no new file; make it \
                  writable, or name another: Permission denied (os error 13)\n";
    assert!(told.starts_with(wanted), "{told}");
    assert_eq!(output.status.code(), Some(1));
}

/// With `--force` too: what a link points to may be another input, and a pipe has a reader.
#[cfg(unix)]
#[test]
fn only_files_are_replaced() {
    use std::os::unix::fs::symlink;

    let folder = folder(&[("a", b"a"), ("b", b"b"), ("b.gz/c", b"c")]);
    symlink("a", folder.path().join("a.gz")).unwrap();
    let (_, told) = refused(folder.path(), &["--force", "a", "b"]);
    for name in ["a", "b"] {
        let wanted = format!(
            "error: ./{name}.gz is not a regular file, and --force replaces only those; remove it first\n"
        );
        assert!(told.contains(&wanted), "{told}");
    }
    let link = fs::symlink_metadata(folder.path().join("a.gz")).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"a");
    assert_eq!(names(folder.path()), ["a", "a.gz", "b", "b.gz/c"]);
}

#[cfg(target_os = "linux")]
#[test]
fn where_the_sample_cannot_be_made_is_named_and_no_temporary_name_is() {
    let output = run(lesson(&[]).env("TMPDIR", "/no such\nfolder"));
    let error = "error: cannot create a temporary folder in \"/no such\\nfolder\"; set TMPDIR to a folder \
                 you can write to: No such file or directory (os error 2)\n";
    assert_eq!(text(&output.stderr), error);
    assert_eq!(output.status.code(), Some(1));
}
