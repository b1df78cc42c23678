//! Ctrl-C ends it at once, wherever it is.

use crate::lesson;
use lesson_testing::child::{finish, interrupt, text};
use rustix::process::Signal;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;

#[test]
fn ctrl_c_ends_it_while_a_worker_is_inside() {
    let mut child = lesson(&["--hold=24h"]).spawn().unwrap();
    child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    interrupt(&child);
    let output = finish(child);
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn ctrl_c_ends_it_while_it_reads() {
    let mut child = lesson(&["--hash", "missing", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"some").unwrap();
    // The failure is told: it is at work.
    child.stderr.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    interrupt(&child);
    let output = finish(child);
    drop(input);
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
    assert_eq!(text(&output.stdout), "");
}
