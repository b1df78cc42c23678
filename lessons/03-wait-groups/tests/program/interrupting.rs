//! What happens in the middle: Ctrl-C ends it at once, with status 130 and no partial file; a file
//! that changes is told of.

use crate::child::{finish, lesson, limited, names, text};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, File};
use std::path::Path;
use std::process::Child;
use std::thread;

/// Whether this process was started so that Ctrl-C does not reach its children.
fn ignores_ctrl_c() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & 0b10 != 0)
}

/// A hole of many gigabytes: it takes minutes to compress, and no room.
fn endless(path: &Path) {
    let file = File::create(path).unwrap();
    file.set_len(100_000_000_000).unwrap();
}

/// Waits until a file is being compressed in this folder.
fn in_the_middle(child: &Child, folder: &Path) {
    let folder = folder.to_path_buf();
    limited(child.id(), move || {
        while !names(&folder).iter().any(|name| name.ends_with(".tmp")) {
            thread::yield_now();
        }
    });
}

/// Stops the program in the middle of a file of this many bytes, lets `change` do something to it,
/// and lets the program end: its status, what it says, what is in the folder.
fn changed(size: u64, change: impl Fn(&Path)) -> (Option<i32>, String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    File::create(&path).unwrap().set_len(size).unwrap();
    let mut command = lesson(&["--level=1", "a"]);
    let child = command.current_dir(folder.path()).spawn().unwrap();
    in_the_middle(&child, folder.path());
    let id = Pid::from_child(&child);
    kill_process(id, Signal::STOP).unwrap();
    change(&path);
    kill_process(id, Signal::CONT).unwrap();
    let output = finish(child);
    let told = text(&output.stderr).to_string();
    (output.status.code(), told, names(folder.path()))
}

/// Far more than is read before the program stops.
const LARGE: u64 = 100_000_000;

#[test]
fn a_file_that_grows_meanwhile_is_compressed_as_it_was() {
    let (status, told, left) = changed(LARGE, |path| {
        let file = File::options().write(true).open(path).unwrap();
        file.set_len(LARGE + 10).unwrap();
    });
    assert_eq!(status, Some(0));
    assert!(
        told.starts_with(
            "warning: a grew while it was read: ./a.gz holds the first 100 MB of it\n"
        ),
        "{told}"
    );
    assert_eq!(left, ["a", "a.gz"]);
}

#[test]
fn a_file_that_shrinks_meanwhile_is_told_of() {
    let (status, told, left) = changed(LARGE, |path| {
        let file = File::options().write(true).open(path).unwrap();
        file.set_len(LARGE - 1).unwrap();
    });
    assert_eq!(status, Some(0));
    assert!(
        told.starts_with("warning: a shrank while it was read: "),
        "{told}"
    );
    assert_eq!(left, ["a", "a.gz"]);
}

#[test]
fn a_file_that_vanishes_meanwhile_is_compressed_all_the_same() {
    let (status, told, left) = changed(LARGE, |path| fs::remove_file(path).unwrap());
    assert_eq!(status, Some(0), "{told}");
    assert!(told.starts_with("100 MB to "), "{told}");
    assert_eq!(left, ["a.gz"]);
}

/// Somebody else writes the very output, after this run has looked whether it is there.
#[test]
fn an_output_that_comes_meanwhile_is_not_replaced() {
    let (status, told, left) = changed(LARGE, |path| {
        fs::write(path.with_extension("gz"), b"theirs").unwrap();
    });
    assert_eq!(status, Some(1));
    assert!(told.starts_with("error: ./a.gz exists already"), "{told}");
    assert_eq!(left, ["a", "a.gz"]);
}

#[test]
fn ctrl_c_in_the_middle_of_files_leaves_no_trace() {
    if ignores_ctrl_c() {
        eprintln!("skipped: this process was started with SIGINT ignored");
        return;
    }
    for mode in ["serial", "pool", "thread-per-file"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_path_buf();
        ["a", "b"].iter().for_each(|name| endless(&path.join(name)));
        let mut command = lesson(&["--mode", mode, "."]);
        let child = command.current_dir(&path).spawn().unwrap();
        in_the_middle(&child, &path);
        kill_process(Pid::from_child(&child), Signal::INT).unwrap();
        let output = finish(child);
        let told = text(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(130),
            "{mode}: {output:?}: {told}"
        );
        assert_eq!(names(&path), ["a", "b"], "{mode}");
    }
}
