//! How many threads there are: never more than files, and not so many that the process is ended.

use crate::{lesson, shell};
use lesson_testing::child::{run, text};
use lesson_testing::files::{folder, names};
use std::fs;
use std::process::Command;

/// The program with address space for a few threads, whose stacks have 128 MiB each.
#[cfg(target_os = "linux")]
fn with_few_threads(args: &[&str]) -> Command {
    let mut command = shell("ulimit -v 2000000; exec \"$0\" \"$@\"");
    command.args(args).env("MALLOC_ARENA_MAX", "1");
    command.env("RUST_MIN_STACK", (128 << 20).to_string());
    command
}

#[cfg(target_os = "linux")]
#[test]
fn there_are_no_more_workers_than_files() {
    let folder = folder(&[("a", b"a"), ("b", b"b")]);
    let args = ["--jobs=1024", "a", "b"];
    let output = run(with_few_threads(&args).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(names(folder.path()), ["a", "a.gz", "b", "b.gz"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_is_refused_is_the_failure_of_its_file() {
    let files: Vec<String> = (0..40).map(|n| format!("file-{n:02}")).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|name| (&**name, &b"x"[..])).collect();
    let folder = folder(&files);
    let args = ["--mode=thread-per-file", "."];
    let output = run(with_few_threads(&args).current_dir(folder.path()));
    let told = text(&output.stderr);
    let wanted = "error: cannot start a thread for ./file-39; try --mode pool: out of memory\n";
    assert!(told.contains(wanted), "{told}");
    assert_eq!(output.status.code(), Some(1));
    // The others are done.
    let done = names(folder.path()).len() - files.len();
    assert!((1..40).contains(&done), "{done}");
}

#[test]
fn a_thread_for_each_of_too_many_files_is_refused_before_anything_is_done() {
    let folder = folder(&[]);
    for n in 0..=10_000 {
        fs::write(folder.path().join(n.to_string()), "").unwrap();
    }
    let args = ["--mode=thread-per-file", "."];
    let output = run(lesson(&args).current_dir(folder.path()));
    let wanted = "error: --mode thread-per-file starts a thread for each file, and there are more \
                  than 10000 files: use --mode pool\n";
    assert_eq!(text(&output.stderr), wanted);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(names(folder.path()).len(), 10_001);
}
