//! `--save` over what is there: modes, owners, links and limits.

use crate::EXECUTABLE;
use crate::save::{failed, save};
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
