//! `--save FILE [INPUT]`: what is in the file, what the failures say, and what is never left behind.

use crate::lesson;
use lesson_testing::child::{piped, run, text};
use lesson_testing::files::{names, random};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Output;

fn save(file: impl AsRef<OsStr>, input: impl AsRef<OsStr>) -> Output {
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
fn failed(output: &Output, file: &Path) -> String {
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    let begins = format!(
        "error: the save in the background failed; {} is as it was: ",
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
        "error: cannot read {}: it is a folder; name a file\n",
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

/// Standard error is a pipe that is full and that nobody reads: the program says what it did and
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

#[cfg(unix)]
mod unix {
    use super::{failed, save};
    use crate::EXECUTABLE;
    use lesson_testing::child::{run, text};
    use lesson_testing::files::{folder, names, random};
    use lesson_testing::user::{OTHER, after, as_other, is_root};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    #[test]
    fn a_new_file_has_the_mode_that_the_umask_leaves() {
        for (umask, mode) in [
            ("umask 022", 0o644),
            ("umask 027", 0o640),
            ("umask 0", 0o666),
        ] {
            let here = folder(&[]);
            let output = run(after(umask, EXECUTABLE, &["--save", "to"]).current_dir(here.path()));
            assert_eq!(output.status.code(), Some(0));
            let now = fs::metadata(here.path().join("to")).unwrap().mode() & 0o777;
            assert_eq!(now, mode, "{umask}");
        }
    }

    #[test]
    fn root_leaves_the_owner_of_a_file_as_it_was() {
        if !is_root() {
            return;
        }
        let here = folder(&[("to", b"before")]);
        let to = here.path().join("to");
        chown(&to, Some(OTHER), Some(OTHER)).unwrap();
        fs::set_permissions(&to, Permissions::from_mode(0o600)).unwrap();
        assert_eq!(save(&to, "-").status.code(), Some(0));
        let now = fs::metadata(&to).unwrap();
        assert_eq!((now.uid(), now.gid()), (OTHER, OTHER));
        assert_eq!(now.mode() & 0o777, 0o600);
        assert_eq!(fs::read(&to).unwrap(), b"");
    }

    /// The folder would allow it; the owner would change.
    #[test]
    fn a_file_of_another_user_is_left_alone() {
        if !is_root() {
            return;
        }
        let here = folder(&[("to", b"before")]);
        let to = here.path().join("to");
        let output = run(&mut as_other(EXECUTABLE, &["--save", "to"], here.path()));
        let message = failed(&output, "to".as_ref());
        let wanted = "cannot write to: it belongs to user 0, and replacing it would change that; \
                      remove it first, or name another file: ";
        assert!(message.starts_with(wanted), "{message}");
        assert_eq!(fs::read(&to).unwrap(), b"before");
        assert_eq!(fs::metadata(&to).unwrap().uid(), 0);
        assert_eq!(names(here.path()), [".program", "to"]);
    }

    #[test]
    fn a_folder_that_takes_no_file_is_named() {
        if !is_root() {
            return;
        }
        let here = folder(&[("closed/to", b"before")]);
        let output = run(&mut as_other(
            EXECUTABLE,
            &["--save", "closed/to"],
            here.path(),
        ));
        let message = failed(&output, "closed/to".as_ref());
        let wanted = "cannot write closed/to: its folder \"closed\" takes no new file; make it \
                      writable, or name another: Permission denied (os error 13)\n";
        assert_eq!(message, wanted);
    }

    #[test]
    fn a_dangling_link_stays_and_its_target_is_made() {
        let here = folder(&[]);
        let link = here.path().join("link");
        symlink("missing", &link).unwrap();
        assert_eq!(save(&link, "-").status.code(), Some(0));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(here.path().join("missing")).unwrap(), b"");
        assert_eq!(names(here.path()), ["link", "missing"]);
    }

    #[test]
    fn links_that_lead_in_a_circle_are_refused() {
        let here = folder(&[]);
        let link = here.path().join("link");
        symlink("link", &link).unwrap();
        let message = failed(&save(&link, "-"), &link);
        assert!(message.ends_with(": its links lead in a circle; name a file\n"));
        assert_eq!(names(here.path()), ["link"]);
    }

    #[test]
    fn a_limit_on_the_size_of_files_is_an_error() {
        let here = folder(&[("from", &random(1 << 20)), ("to", b"before")]);
        let args = ["--save", "to", "from"];
        let output = run(after("ulimit -f 100", EXECUTABLE, &args).current_dir(here.path()));
        let message = failed(&output, "to".as_ref());
        assert_eq!(message, "cannot write to: File too large (os error 27)\n");
        assert_eq!(names(here.path()), ["from", "to"]);
        assert_eq!(fs::read(here.path().join("to")).unwrap(), b"before");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn standard_output_by_its_name_is_written_to_in_its_turn() {
        let here = folder(&[("from", b"text\n")]);
        let script = "(echo before; \"$@\"; echo after) >all && \"$@\" | cat";
        let mut command = lesson_testing::child::program("sh", &["-c", script, "sh", EXECUTABLE]);
        command
            .args(["--save", "/dev/stdout", "from"])
            .current_dir(here.path());
        let output = run(&mut command);
        assert_eq!(text(&output.stdout), "text\n");
        let all = fs::read(here.path().join("all")).unwrap();
        assert_eq!(text(&all), "before\ntext\nafter\n");
    }
}
