//! `--follow`: files that cannot be read for a while, as `tail -F` follows them; nothing is lost.

use crate::following::{Following, append, command, follow, is_balanced, log};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;

/// `nobody`, as which a test of permissions runs the program if it runs as root itself.
const NOBODY: u32 = 65534;

fn warning(log: &Path, why: &str) -> String {
    let log = log.display();
    format!("warning: cannot read {log}: {why}; trying again until it can be read")
}

fn again(log: &Path) -> String {
    format!("{} can be read again", log.display())
}

/// The name is of something that cannot be read, and then of a file again: that file is followed from its
/// beginning, and the trouble is said once.
fn is_followed_after(following: Following, log: &Path, why: &str, restore: impl FnOnce()) {
    let (following, told) = following.tells(&warning(log, why));
    assert_eq!(told.len(), 1, "{told:?}");
    restore();
    let (following, _) = following.shows("2");
    append(log, "3\n");
    let (following, lines) = following.shows("3");
    assert_eq!(lines, ["3"]);
    let ended = following.interrupted();
    assert!(!ended.errors.contains("cannot read"), "{}", ended.errors);
    assert_eq!(ended.status, Some(0));
    is_balanced(&ended.errors);
}

#[test]
fn a_folder_in_its_place_is_waited_for_to_go() {
    let (folder, log) = log("1\n");
    let (following, _) = follow(&[], &[&log]).shows("1");
    fs::rename(&log, folder.path().join("log.1")).unwrap();
    fs::create_dir(&log).unwrap();
    is_followed_after(following, &log, "it is not a regular file", || {
        fs::remove_dir(&log).unwrap();
        append(&log, "2\n");
    });
}

/// What was renamed may be written to for as long as there is no file of its name.
#[test]
fn the_old_file_is_read_on_while_a_folder_has_its_name() {
    let (folder, log) = log("1\n");
    let old = folder.path().join("log.1");
    let (following, _) = follow(&[], &[&log]).shows("1");
    fs::rename(&log, &old).unwrap();
    fs::create_dir(&log).unwrap();
    let (following, _) = following.tells(&warning(&log, "it is not a regular file"));
    append(&old, "late\n");
    let (following, _) = following.shows("late");
    fs::remove_dir(&log).unwrap();
    append(&log, "new\n");
    let (following, lines) = following.shows("new");
    assert_eq!(lines, ["new"]);
    assert_eq!(following.interrupted().status, Some(0));
}

#[test]
fn a_folder_at_the_first_look_is_waited_for_too_and_the_others_are_followed() {
    let (folder, log) = log("1\n");
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    let (following, _) = follow(&[], &[&other, &log]).shows("1");
    let (following, _) = following.tells(&warning(&other, "it is not a regular file"));
    append(&log, "2\n");
    let (following, _) = following.shows("2");
    fs::remove_dir(&other).unwrap();
    append(&other, "first\nsecond\n");
    let (following, lines) = following.shows("second");
    assert_eq!(lines[lines.len() - 2..], ["first", "second"]);
    assert_eq!(following.interrupted().status, Some(0));
}

#[test]
fn a_file_that_cannot_be_read_at_the_end_is_a_failure() {
    let (folder, log) = log("1\n");
    let (following, _) = follow(&[], &[folder.path(), &log]).shows("1");
    let (following, _) = following.tells(&warning(folder.path(), "it is not a regular file"));
    let ended = following.interrupted();
    assert_eq!(ended.status, Some(1));
    is_balanced(&ended.errors);
}

#[test]
fn a_link_that_leads_nowhere_and_then_to_a_file_is_followed() {
    let (folder, log) = log("1\n");
    let (following, _) = follow(&[], &[&log]).shows("1");
    fs::remove_file(&log).unwrap();
    // Round in a circle: it is there, and cannot be opened.
    symlink("log", &log).unwrap();
    let circle = "Too many levels of symbolic links (os error 40)";
    is_followed_after(following, &log, circle, || {
        fs::remove_file(&log).unwrap();
        symlink("elsewhere", &log).unwrap();
        append(&folder.path().join("elsewhere"), "2\n");
    });
}

/// As when a log is rotated by a program whose `umask` is 077.
#[test]
fn a_new_file_without_permission_is_waited_for_to_get_one() {
    let (folder, log) = log("1\n");
    let mut command = command(&[], &[&log]);
    if rustix::process::geteuid().is_root() {
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
    let following = match Following::start(command) {
        Ok(following) => following,
        Err(why) => {
            eprintln!("skipped: the program cannot be run as another user: {why}");
            return;
        }
    };
    let (following, _) = following.shows("1");
    fs::rename(&log, folder.path().join("log.1")).unwrap();
    let new = folder.path().join("new");
    append(&new, "2\n");
    fs::set_permissions(&new, Permissions::from_mode(0o200)).unwrap();
    fs::rename(&new, &log).unwrap();
    let replaced = format!("{} was replaced: following the new one", log.display());
    let (following, _) = following.tells(&replaced);
    is_followed_after(following, &log, "Permission denied (os error 13)", || {
        fs::set_permissions(&log, Permissions::from_mode(0o644)).unwrap();
    });
}

#[test]
fn trouble_of_another_kind_is_said_again_and_its_end_once() {
    let (folder, log) = log("1\n");
    let (following, _) = follow(&[], &[&log]).shows("1");
    fs::rename(&log, folder.path().join("log.1")).unwrap();
    fs::create_dir(&log).unwrap();
    let (following, _) = following.tells(&warning(&log, "it is not a regular file"));
    fs::remove_dir(&log).unwrap();
    symlink("log", &log).unwrap();
    let circle = "Too many levels of symbolic links (os error 40)";
    let (following, _) = following.tells(&warning(&log, circle));
    fs::remove_file(&log).unwrap();
    File::create(&log).unwrap();
    let (following, told) = following.tells(&again(&log));
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(following.interrupted().status, Some(0));
}

#[test]
fn an_empty_name_is_one_failure_and_the_others_are_followed() {
    let (_folder, log) = log("1\n");
    let (following, _) = follow(&[], &[Path::new(""), &log]).shows("1");
    let error = "error: cannot read \"\": No such file or directory (os error 2)";
    let (following, _) = following.tells(error);
    append(&log, "2\n");
    let (following, _) = following.shows("2");
    let ended = following.interrupted();
    assert_eq!(ended.status, Some(1));
    is_balanced(&ended.errors);
}

#[test]
fn without_a_file_that_can_ever_be_read_it_ends() {
    let ended = follow(&[], &[Path::new("")]).ends();
    assert_eq!(ended.status, Some(1));
    assert_eq!(ended.output, "");
    is_balanced(&ended.errors);
}

/// Gigabytes without a newline are looked through for the last lines in pieces, and Ctrl-C ends that
/// between two of them. The file is sparse; to look through all of it takes far longer than any test may.
#[test]
fn ctrl_c_ends_the_search_for_the_last_lines_of_a_huge_file() {
    let (folder, log) = log("1\n");
    let huge = folder.path().join("huge");
    File::create(&huge)
        .unwrap()
        .set_len(1 << 46)
        .or_else(|_| {
            // This disk has smaller files.
            File::create(&huge)?.set_len(1 << 40)
        })
        .unwrap();
    let (following, _) = follow(&[], &[&huge, &log]).shows("1");
    let ended = following.interrupted();
    assert_eq!((ended.status, &*ended.output), (Some(0), ""));
    is_balanced(&ended.errors);
}
