//! End of input, time-out, Ctrl-C, and outputs that are full, closed or blocked.

use crate::{NEVER, lesson};
use lesson_testing::child::{feed, finish, run, text};
use std::io::{Read, pipe};
use std::process::{Command, Output, Stdio};
use std::thread;

#[test]
fn end_of_input_ends_it_long_before_the_time() {
    let output = run(&mut lesson(&[NEVER]));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
}

#[test]
fn time_is_over_while_nothing_is_typed() {
    for timeout in ["--timeout=50ms", "--timeout=0s"] {
        let mut child = lesson(&[timeout]).stdin(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take();
        let output = finish(child);
        drop(input);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stdout), "");
        assert_eq!(text(&output.stderr), "Timed out.\n");
    }
}

#[test]
fn the_farewell_is_the_last_that_comes() {
    let (mut both, ours) = pipe().unwrap();
    let mut command = lesson(&["--timeout=50ms"]);
    command.stdin(Stdio::piped());
    command.stdout(ours.try_clone().unwrap()).stderr(ours);
    let mut child = command.spawn().unwrap();
    drop(command);
    feed(child.stdin.take().unwrap());
    let reader = thread::spawn(move || {
        let mut came = vec![];
        both.read_to_end(&mut came).unwrap();
        came
    });
    assert_eq!(finish(child).status.code(), Some(0));
    let came = reader.join().unwrap();
    let echoed = came.strip_suffix(b"Timed out.\n").expect("a farewell");
    assert!(echoed.iter().all(|byte| *byte == b'x'));
}

#[test]
fn a_closed_output_ends_it_quietly() {
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    let mut command = lesson(&[NEVER]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(closed)
        .spawn()
        .unwrap();
    feed(child.stdin.take().unwrap());
    let output = finish(child);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn closed_errors_do_not_matter() {
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    let mut command = lesson(&["--timeout=0s"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stderr(closed)
        .spawn()
        .unwrap();
    let input = child.stdin.take();
    let output = finish(child);
    drop(input);
    assert_eq!(output.status.code(), Some(0));
}

/// How many bytes the message counts.
fn not_written(message: &str) -> Option<usize> {
    let lines = message.strip_prefix("Timed out.\n")?;
    let count = lines.strip_suffix(" bytes were read and not written\n")?;
    count.parse().ok()
}

/// Runs the program with `prepare`d ends until its output was blocked when time was over: on a
/// loaded machine it may not have read anything by then, and gets more time.
fn blocked(prepare: impl Fn(&mut Command)) -> Output {
    for timeout in ["--timeout=50ms", "--timeout=1s", "--timeout=20s"] {
        let mut command = lesson(&[timeout]);
        prepare(command.stdin(Stdio::piped()));
        let mut child = command.spawn().unwrap();
        drop(command);
        if let Some(input) = child.stdin.take() {
            feed(input);
        }
        let output = finish(child);
        if output.status.code() != Some(0) {
            return output;
        }
    }
    panic!("the output was never blocked");
}

#[test]
fn a_blocked_output_is_reported() {
    // Nobody reads, and it stays open: the program ends, this end does not.
    let (_reader, full) = pipe().unwrap();
    let output = blocked(|command| {
        command.stdout(full.try_clone().unwrap());
    });
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    let missing = not_written(message).unwrap_or_else(|| panic!("{message:?}"));
    assert!((1..=64 * 32 * 1024).contains(&missing), "{missing}");
}

#[cfg(target_os = "linux")]
#[test]
fn bytes_that_a_full_pipe_did_not_take_are_counted() {
    use rustix::pipe::fcntl_setpipe_size;
    use std::fs::{File, write};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    write(&path, vec![b'x'; 64 * 1024 + 10]).unwrap();
    let mut readers = std::cell::RefCell::new(vec![]);
    let output = blocked(|command| {
        let (reader, ours) = pipe().unwrap();
        fcntl_setpipe_size(&ours, 64 * 1024).unwrap();
        readers.borrow_mut().push(reader);
        command.stdin(File::open(&path).unwrap()).stdout(ours);
        // One write for each buffer: what it took is known.
        command.arg("--buffers=1");
    });
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "Timed out.\n10 bytes were read and not written\n"
    );
    let mut came = vec![];
    let mut reader = readers.get_mut().pop().unwrap();
    reader.read_to_end(&mut came).unwrap();
    assert_eq!(came.len(), 64 * 1024);
}

#[test]
fn errors_that_go_into_the_blocked_output_do_not_keep_it_alive() {
    let (_reader, full) = pipe().unwrap();
    let output = blocked(|command| {
        command.stdout(full.try_clone().unwrap());
        command.stderr(full.try_clone().unwrap());
    });
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let mut command = lesson(&[NEVER]);
    command.stdin(Stdio::piped()).stdout(full.unwrap());
    let mut child = command.spawn().unwrap();
    feed(child.stdin.take().unwrap());
    let output = finish(child);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot write to standard output: No space left on device (os error 28)\n"
    );
}

#[cfg(unix)]
#[test]
fn an_unreadable_input_is_named_with_its_cause() {
    let folder = std::fs::File::open(std::env::temp_dir()).unwrap();
    let output = run(lesson(&[NEVER]).stdin(folder));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot read standard input: Is a directory (os error 21)\n"
    );
}

/// Ctrl-C is a signal: Windows has another way, which std cannot send.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_it_waits() {
    use lesson_testing::child::{ignores_ctrl_c, interrupt};
    use rustix::process::Signal;
    use std::io::Write;
    use std::os::unix::process::ExitStatusExt;

    if ignores_ctrl_c() {
        return;
    }
    let mut child = lesson(&[NEVER]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"x").unwrap();
    let mut byte = [0];
    let echo = child.stdout.as_mut().unwrap();
    echo.read_exact(&mut byte).unwrap();
    interrupt(&child);
    let output = finish(child);
    drop(input);
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
}
