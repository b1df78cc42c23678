//! `--save FILE [INPUT]`: what is in the file, what the failures say, and what is never left behind.

use crate::lesson;
use lesson_testing::child::{piped, run, text};
use lesson_testing::files::{names, random};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Output;

pub fn save(file: impl AsRef<OsStr>, input: impl AsRef<OsStr>) -> Output {
    run(lesson(&["--save"]).arg(file).arg(input))
}

#[test]
fn a_file_is_saved_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    for len in [0, 1, 65_536, 1_000_003] {
        let bytes = random(len);
        fs::write(&from, &bytes).unwrap();
        let output = save(&to, &from);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stdout), "");
        let unit = if len == 1 { "byte" } else { "bytes" };
        let told = format!("saved {len} {unit} to {}\n", to.display());
        assert_eq!(text(&output.stderr), told);
        assert!(fs::read(&to).unwrap() == bytes, "{len} bytes");
    }
    assert_eq!(names(folder.path()), ["from", "to"]);
}

#[test]
fn standard_input_is_saved_with_or_without_its_name() {
    for name in [None, Some("-")] {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("to");
        let mut command = lesson(&["--save"]);
        command.arg(&to).args(name);
        let bytes = random(200_000);
        assert_eq!(piped(&mut command, &bytes).status.code(), Some(0));
        assert!(fs::read(&to).unwrap() == bytes);
    }
}

#[cfg(unix)]
#[test]
fn odd_names_are_names() {
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    for odd in [
        &b"two words"[..],
        b"two\nlines",
        b"not \xFF UTF-8",
        b"--how",
        &[b'n'; 255],
    ] {
        let from = folder.path().join(OsStr::from_bytes(odd));
        fs::write(&from, odd).unwrap();
        let to = folder.path().join("to");
        assert_eq!(save(&to, &from).status.code(), Some(0));
        assert_eq!(fs::read(&to).unwrap(), odd);
        fs::remove_file(&from).unwrap();
        assert_eq!(save(&from, &to).status.code(), Some(0));
        assert_eq!(fs::read(&from).unwrap(), odd);
        fs::remove_file(&from).unwrap();
    }
}

/// The program says that the background failed, and that nothing was lost.
pub fn failed(output: &Output, file: &Path) -> String {
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    let begins = format!(
        "error: the save in the background failed, and {} is unchanged: ",
        file.display()
    );
    let message = text(&output.stderr).strip_prefix(&begins);
    message
        .unwrap_or_else(|| panic!("{}", text(&output.stderr)))
        .to_string()
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    fs::write(&from, "text").unwrap();
    let to = folder.path().join("none/to");
    let message = failed(&save(&to, &from), &to);
    let cannot = format!(
        "cannot write {}: its folder is not there; make it first: ",
        to.display()
    );
    assert!(message.starts_with(&cannot), "{message}");
}

#[test]
fn a_folder_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    fs::write(&from, "text").unwrap();
    let message = failed(&save(folder.path(), &from), folder.path());
    assert!(
        message.ends_with(": it is a folder; name a file in it\n"),
        "{message}"
    );
    let output = save(&from, folder.path());
    assert_eq!(output.status.code(), Some(1));
    let told = format!(
        "error: cannot read {}: it is a folder; name a file instead\n",
        folder.path().display()
    );
    assert_eq!(text(&output.stderr), told);
    assert_eq!(fs::read(&from).unwrap(), b"text");
}

#[test]
fn an_input_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    let output = save(folder.path().join("to"), &from);
    assert_eq!(output.status.code(), Some(1));
    let told = format!("error: cannot read {}: ", from.display());
    assert!(text(&output.stderr).starts_with(&told));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn an_input_is_not_saved_over_itself() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    fs::write(&from, "text").unwrap();
    let output = save(folder.path().join(".").join("from"), &from);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("are the same file"));
    assert_eq!(fs::read(&from).unwrap(), b"text");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_the_failure_of_the_background() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    fs::write(&from, "text").unwrap();
    let full = Path::new("/dev/full");
    let message = failed(&save(full, &from), full);
    assert_eq!(
        message,
        "cannot write /dev/full: No space left on device (os error 28)\n"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_input_that_breaks_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("to");
    fs::write(&to, "before").unwrap();
    // It can be opened, and its first page cannot be read.
    let message = failed(&save(&to, "/proc/self/mem"), &to);
    assert!(
        message.starts_with("cannot read /proc/self/mem: "),
        "{message}"
    );
    assert_eq!(fs::read(&to).unwrap(), b"before");
    assert_eq!(names(folder.path()), ["to"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_permissions_stay_as_they_were() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let path = |name| folder.path().join(name);
    fs::write(path("from"), "after").unwrap();
    fs::write(path("to"), "before").unwrap();
    fs::set_permissions(path("to"), fs::Permissions::from_mode(0o604)).unwrap();
    symlink("to", path("link")).unwrap();
    assert_eq!(save(path("link"), path("from")).status.code(), Some(0));
    assert!(fs::symlink_metadata(path("link")).unwrap().is_symlink());
    assert_eq!(fs::read(path("to")).unwrap(), b"after");
    let mode = fs::metadata(path("to")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o604);
}

#[test]
fn closed_errors_do_not_matter() {
    let (reader, closed) = std::io::pipe().unwrap();
    drop(reader);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("to");
    let output = run(lesson(&["--save"]).arg(&to).stderr(closed));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read(&to).unwrap(), b"");
}

/// Standard error is a pipe that is full and never read: the program says what it did and
/// ends all the same.
#[cfg(unix)]
#[test]
fn blocked_errors_do_not_keep_it_alive() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    fs::write(&from, "text").unwrap();
    let (_reader, full) = lesson_testing::child::full_pipe();
    let output = run(lesson(&["--save"]).arg(&to).arg(&from).stderr(full));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read(&to).unwrap(), b"text");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_neither_a_part_nor_a_temporary_file() {
    use crate::EXECUTABLE;
    use lesson_testing::child::{finish, interrupt, limited, program};
    use std::io::Write;
    use std::process::Stdio;

    // Behind `nohup`, the end of the terminal is ignored.
    for script in ["exec \"$@\"", "trap '' HUP; exec \"$@\""] {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("to");
        fs::write(&to, "before").unwrap();
        let mut command = program("sh", &["-c", script, "sh", EXECUTABLE, "--save"]);
        let mut child = command.arg(&to).stdin(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(b"half of what is to come").unwrap();
        // The file beside shows that the save is under way: no time is long enough to be sure.
        let path = folder.path().to_path_buf();
        limited(child.id(), move || while names(&path).len() < 2 {});
        interrupt(&child);
        let output = finish(child);
        drop(input);
        assert_eq!(output.status.code(), Some(130), "{script}");
        assert_eq!(names(folder.path()), ["to"]);
        assert_eq!(fs::read(&to).unwrap(), b"before");
    }
}
