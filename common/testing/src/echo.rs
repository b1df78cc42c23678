//! What holds for every program that echoes standard input until a timeout: lessons 01 and 05 have
//! the same contract.

use crate::child::{feed, finish, limited, piped, refused, run, text};
use crate::files::random;
use std::fs::File;
use std::io::{Read, Seek, Write, pipe};
use std::process::{Command, Output, Stdio};
use std::thread;

/// A timeout that no test reaches.
pub const NEVER: &str = "--timeout=24h";

/// Makes the program's command from arguments.
type Lesson = fn(&[&str]) -> Command;

/// Sixteen mebibytes come through a pipe.
pub fn sixteen_mebibytes_come_through_a_pipe(lesson: Lesson) {
    let sent = random(16 * 1024 * 1024);
    let output = piped(&mut lesson(&[NEVER]), &sent);
    assert!(output.status.success());
    assert!(output.stdout == sent, "{} bytes came", output.stdout.len());
    assert_eq!(text(&output.stderr), "");
}

/// A file comes through to a file.
pub fn a_file_comes_through_to_a_file(lesson: Lesson) {
    let sent = random(1_000_003);
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    std::fs::write(&from, &sent).unwrap();
    let mut to = tempfile::tempfile().unwrap();
    let mut command = lesson(&[NEVER]);
    command.stdin(File::open(from).unwrap());
    command.stdout(to.try_clone().unwrap());
    let output = run(&mut command);
    assert!(output.status.success());
    let mut came = vec![];
    to.rewind().unwrap();
    to.read_to_end(&mut came).unwrap();
    assert!(came == sent, "{} bytes came", came.len());
}

/// Each piece is echoed while the input stays open.
pub fn each_piece_comes_back_while_the_input_stays_open(lesson: Lesson) {
    let mut child = lesson(&[NEVER]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut echo = child.stdout.take().unwrap();
    limited(child.id(), move || {
        for piece in [&b"no end of line"[..], b"\n", b"\0\xFF\xFE", b"end"] {
            input.write_all(piece).unwrap();
            let mut came = vec![0; piece.len()];
            echo.read_exact(&mut came).unwrap();
            assert_eq!(came, piece);
        }
    });
    assert!(finish(child).status.success());
}

/// End of input ends it long before the time.
pub fn end_of_input_ends_it_long_before_the_time(lesson: Lesson) {
    // The second is longer than any point in time.
    for timeout in [NEVER, "--timeout=18446744073709551615s"] {
        let output = run(&mut lesson(&[timeout]));
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
    }
}

/// Time is over while nothing is typed.
pub fn time_is_over_while_nothing_is_typed(lesson: Lesson) {
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

/// A process that was stopped when its time was over has lost nothing, and says so as always.
#[cfg(unix)]
pub fn a_stop_past_the_time_loses_nothing(lesson: Lesson) {
    use crate::signals::{go_on, stop};
    use std::time::Duration;

    // Which of its threads runs first after that differs: several are asked.
    let start = |_| lesson(&["--timeout=200ms"]).stdin(Stdio::piped()).spawn();
    let mut children: Vec<_> = (0..8).map(|n| start(n).unwrap()).collect();
    for child in &mut children {
        // An echo, unless the machine is so busy that time is over: so it is at work, and its time runs.
        let input = child.stdin.as_mut().unwrap();
        let _ = input.write_all(b"x");
        let _ = child.stdout.as_mut().unwrap().read(&mut [0]).unwrap();
    }
    children.iter().for_each(stop);
    // Long enough for the time and for any grace after it: what is tested is that both have passed.
    thread::sleep(Duration::from_secs(3));
    children.iter().for_each(go_on);
    for mut child in children {
        let input = child.stdin.take();
        let output = finish(child);
        drop(input);
        assert_eq!(text(&output.stderr), "Timed out.\n");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stdout), "");
    }
}

/// The closing message is printed last.
pub fn the_farewell_is_the_last_that_comes(lesson: Lesson) {
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
    let echoed = came
        .strip_suffix(b"Timed out.\n")
        .expect("the closing message");
    assert!(echoed.iter().all(|byte| *byte == b'x'));
}

/// A closed output ends it quietly.
pub fn a_closed_output_ends_it_quietly(lesson: Lesson) {
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

/// Closed errors do not matter.
pub fn closed_errors_do_not_matter(lesson: Lesson) {
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
    let count = lines.strip_suffix(" bytes were read but not written\n")?;
    count.parse().ok()
}

/// Runs the program with `prepare`d ends until its output was blocked when time was over: on a
/// loaded machine it may not have read anything by then, and gets more time.
fn blocked(lesson: Lesson, prepare: impl Fn(&mut Command)) -> Output {
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

/// A blocked output is reported, with at most `most` bytes that were not written.
pub fn a_blocked_output_is_reported(lesson: Lesson, most: usize) {
    // It is never read, and stays open: the program ends, this end does not.
    let (_reader, full) = pipe().unwrap();
    let output = blocked(lesson, |command| {
        command.stdout(full.try_clone().unwrap());
    });
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    let missing = not_written(message).unwrap_or_else(|| panic!("{message:?}"));
    assert!((1..=most).contains(&missing), "{missing}");
}

/// Bytes that a full pipe did not take are counted; `more` arguments make each write known.
#[cfg(target_os = "linux")]
pub fn bytes_that_a_full_pipe_did_not_take_are_counted(lesson: Lesson, more: &[&str]) {
    use rustix::pipe::fcntl_setpipe_size;
    use std::fs::{File, write};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    write(&path, vec![b'x'; 64 * 1024 + 10]).unwrap();
    let mut readers = std::cell::RefCell::new(vec![]);
    let output = blocked(lesson, |command| {
        let (reader, ours) = pipe().unwrap();
        fcntl_setpipe_size(&ours, 64 * 1024).unwrap();
        readers.borrow_mut().push(reader);
        command.stdin(File::open(&path).unwrap()).stdout(ours);
        command.args(more);
    });
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "Timed out.\n10 bytes were read but not written\n"
    );
    let mut came = vec![];
    let mut reader = readers.get_mut().pop().unwrap();
    reader.read_to_end(&mut came).unwrap();
    assert_eq!(came.len(), 64 * 1024);
}

/// Errors that go into the blocked output do not keep it alive.
pub fn errors_that_go_into_the_blocked_output_do_not_keep_it_alive(lesson: Lesson) {
    let (_reader, full) = pipe().unwrap();
    let output = blocked(lesson, |command| {
        command.stdout(full.try_clone().unwrap());
        command.stderr(full.try_clone().unwrap());
    });
    assert_eq!(output.status.code(), Some(1));
}

/// A full device is named with its cause.
#[cfg(target_os = "linux")]
pub fn a_full_device_is_named_with_its_cause(lesson: Lesson) {
    let full = File::options().write(true).open("/dev/full");
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

/// An unreadable input is named with its cause.
#[cfg(unix)]
pub fn an_unreadable_input_is_named_with_its_cause(lesson: Lesson) {
    let folder = File::open(std::env::temp_dir()).unwrap();
    let output = run(lesson(&[NEVER]).stdin(folder));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot read standard input: Is a directory (os error 21)\n"
    );
}

/// Ctrl-C is a signal: Windows has another way, which std cannot send.
#[cfg(unix)]
pub fn ctrl_c_ends_it_while_it_waits(lesson: Lesson) {
    use crate::child::interrupt;
    use rustix::process::Signal;
    use std::io::Write;
    use std::os::unix::process::ExitStatusExt;

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

/// A line that a person types at a terminal is echoed at once. The last line says what to try `next`.
#[cfg(unix)]
pub fn a_typed_line_comes_back_at_once(lesson: Lesson, next: &str) {
    use crate::terminal::{at_a_terminal, shown_until};

    let mut command = lesson(&[NEVER]);
    command.env("NO_COLOR", "1");
    let (child, mut person) = at_a_terminal(command, None);
    let (last, child) = limited(child.id(), move || {
        let invitation = shown_until(&mut person, "\r\n");
        assert_eq!(
            invitation,
            "Type a line, and it is echoed. The program ends after 1day, or at Ctrl-D.\r\n"
        );
        person.write_all(b"hello\n").unwrap();
        // Once by the terminal, once by the program.
        shown_until(&mut person, "hello\r\nhello\r\n");
        person.write_all(b"\x04").unwrap();
        (shown_until(&mut person, ""), child)
    });
    assert!(finish(child).status.success());
    assert_eq!(last, format!("Next: {next}\r\n"));
}

/// A bad duration shows how to write one, whichever of the `options` it is for.
pub fn a_bad_duration_shows_how_to_write_one(lesson: Lesson, options: &[&str]) {
    for option in options {
        for bad in ["3", "soon", "-1s", ""] {
            let message = refused(&mut lesson(&[&format!("{option}={bad}")]));
            assert!(
                message.contains("write it as 30s, 500ms or 1m30s"),
                "{message}"
            );
        }
    }
}

/// Durations are read as they are written.
pub fn durations_are_read_as_they_are_written(lesson: Lesson) {
    for good in ["30s", "500ms", "1m30s", "999999999h"] {
        assert!(run(&mut lesson(&["--timeout", good])).status.success());
    }
}
