//! What happens in the middle: Ctrl-C ends it at once, with status 130 and no partial file; a file
//! that changes is told of.

use crate::{endless, lesson, shell};
use lesson_testing::child::{finish, interrupt, limited, text};
use lesson_testing::files::names;
use lesson_testing::signals::{Signal, go_on, mask, send, stop};
use std::fs::{self, File};
use std::path::Path;
use std::process::Child;
use std::thread;

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
    stop(&child);
    change(&path);
    go_on(&child);
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
        told.starts_with("warning: a grew while it was read: ./a.gz holds its first 100 MB\n"),
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

/// Another process writes the very output, after this run has looked whether it is there.
#[test]
fn an_output_that_comes_meanwhile_is_not_replaced() {
    let (status, told, left) = changed(LARGE, |path| {
        fs::write(path.with_extension("gz"), b"theirs").unwrap();
    });
    assert_eq!(status, Some(1));
    assert!(told.starts_with("error: ./a.gz already exists"), "{told}");
    assert_eq!(left, ["a", "a.gz"]);
}

#[test]
fn ctrl_c_in_the_middle_of_files_leaves_no_trace() {
    for mode in ["serial", "pool", "thread-per-file"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_path_buf();
        ["a", "b"].iter().for_each(|name| endless(&path.join(name)));
        let mut command = lesson(&["--mode", mode, "."]);
        let child = command.current_dir(&path).spawn().unwrap();
        in_the_middle(&child, &path);
        interrupt(&child);
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

/// `nohup` has SIGHUP ignored, an `&` in a script Ctrl-C: that stays, and the other signals tidy up.
#[test]
fn what_it_is_told_to_ignore_it_ignores_and_minds_the_rest() {
    for (ignored, number, signal) in [("HUP", 1, Signal::INT), ("INT", 2, Signal::TERM)] {
        let folder = tempfile::tempdir().unwrap();
        endless(&folder.path().join("a"));
        let mut command = shell(&format!("trap '' {ignored}; exec \"$0\" a"));
        let child = command.current_dir(folder.path()).spawn().unwrap();
        in_the_middle(&child, folder.path());
        if cfg!(target_os = "linux") {
            let mask = mask(child.id(), "SigIgn");
            let ignores_it = mask & (1 << (number - 1)) != 0;
            assert!(ignores_it, "{ignored} is not in {mask:x}");
        }
        send(&child, signal);
        assert_eq!(finish(child).status.code(), Some(130), "{ignored}");
        assert_eq!(names(folder.path()), ["a"], "{ignored}");
    }
}
