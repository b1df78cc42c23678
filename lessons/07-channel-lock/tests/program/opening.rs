//! `--hash`: never more files open than permitted, seen from outside: the files are pipes, and the
//! program waits at each of them until this test has written into it.

use crate::lesson;
use lesson_testing::child::{finish, limited, text};
use rustix::fs::{CWD, FileType, Mode, OFlags, mknodat, open};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

#[test]
fn never_more_than_two_of_five_pipes_are_open() {
    let folder = tempfile::tempdir().unwrap();
    let pipes: Vec<PathBuf> = (0..5).map(|i| folder.path().join(format!("{i}"))).collect();
    for pipe in &pipes {
        mknodat(CWD, pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    }
    let mut command = lesson(&["--hash", "--permits=2", "--workers=5"]);
    let child = command.args(&pipes).spawn().unwrap();
    let (most, child) = limited(child.id(), move || (serve(pipes), child));
    let output = finish(child);
    assert_eq!(most, 2);
    assert!(output.status.success());
    assert_eq!(text(&output.stdout).lines().count(), 5);
}

/// Writes into each pipe once it is read, always into one of two: how many were open at most.
fn serve(mut waiting: Vec<PathBuf>) -> usize {
    let mut open_now: Vec<File> = vec![];
    let mut most = 0;
    loop {
        // Twice: a third one that was opened in between is found.
        for _ in 0..2 {
            waiting.retain(|pipe| match try_open(pipe) {
                Some(file) => {
                    open_now.push(file);
                    false
                }
                None => true,
            });
        }
        most = most.max(open_now.len());
        if open_now.len() >= 2 || waiting.is_empty() {
            let Some(mut first) = open_now.pop() else {
                return most;
            };
            first.write_all(b"abc").unwrap();
        }
        std::thread::yield_now();
    }
}

/// Opens a pipe's end for writing, if the other one is open.
fn try_open(pipe: &PathBuf) -> Option<File> {
    let end = open(pipe, OFlags::WRONLY | OFlags::NONBLOCK, Mode::empty());
    end.ok().map(File::from)
}
