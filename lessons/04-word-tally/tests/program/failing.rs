//! Inputs and outputs that fail, and Ctrl-C.

use crate::child::{finish, lesson, piped, run, text};
use std::fs::write;
use std::io::pipe;
use std::process::Stdio;

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let (good, missing) = (folder.path().join("good"), folder.path().join("missing"));
    write(&good, "key key").unwrap();
    let output = run(lesson(&[]).arg(&missing).arg(&good));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "key: 2\n");
    let message = text(&output.stderr);
    let expected = format!("error: cannot read {}: ", missing.display());
    assert!(message.starts_with(&expected), "{message}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_fails_while_it_is_read_is_named_once() {
    // It can be opened; reading it fails.
    let output = run(&mut lesson(&["/proc/self/mem"]));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot read /proc/self/mem: Input/output error (os error 5)\n"
    );
}

#[cfg(unix)]
#[test]
fn standard_input_that_is_a_folder_is_named() {
    let folder = std::fs::File::open(std::env::temp_dir()).unwrap();
    let output = run(lesson(&["-"]).stdin(folder));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot read standard input: Is a directory (os error 21)\n"
    );
}

#[test]
fn a_closed_output_ends_it_quietly() {
    for format in ["--format=text", "--format=json"] {
        let (reader, closed) = pipe().unwrap();
        drop(reader);
        let output = run(lesson(&[format]).stdout(closed));
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stderr), "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let output = run(lesson(&[]).stdout(full.unwrap()));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot write to standard output: No space left on device (os error 28)\n"
    );
}

#[test]
fn closed_errors_do_not_matter() {
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    let output = run(lesson(&["no such file"]).stderr(closed));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_empty_input_has_no_words() {
    let output = piped(&[], b" \n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
}

/// Whether this process was started so that Ctrl-C does not reach its children.
#[cfg(unix)]
fn ignores_ctrl_c() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & 0b10 != 0)
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_it_reads() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::io::Write;
    use std::os::unix::process::ExitStatusExt;

    if ignores_ctrl_c() {
        eprintln!("skipped: this process was started with SIGINT ignored");
        return;
    }
    let mut child = lesson(&["-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // More than a pipe holds: when it is written, the program has begun to read.
    input.write_all(&vec![b'x'; 1 << 20]).unwrap();
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let output = finish(child);
    drop(input);
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
}
