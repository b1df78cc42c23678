//! Time-outs, Ctrl-C, and ends that fail.

use crate::{ENGINES, lesson};
use lesson_testing::child::{ended, finish, run, text};
use lesson_testing::files::folder;
use lesson_testing::standard;
use std::io::Write;
use std::process::Stdio;

#[test]
fn time_is_over_while_nothing_comes() {
    for engine in ENGINES {
        let mut command = lesson(engine);
        command.arg("--timeout=50ms").stdin(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(b"half a wo").unwrap();
        let output = finish(child);
        drop(input);
        let error = "error: cannot read standard input: not done within 50ms\n";
        ended(&output, 1, error);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_limit_passes_while_the_other_end_stays_closed_and_for_the_rest_too() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};

    let here = folder(&[("after", b"x")]);
    let fifo = here.path().join("fifo");
    mknodat(CWD, &fifo, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let mut command = lesson(&["count", "--timeout=50ms", "fifo", "after"]);
    let output = run(command.current_dir(here.path()));
    let error = "error: cannot read fifo: not done within 50ms\n";
    ended(&output, 1, error);
    let total = "      0       0       0 total\n";
    assert_eq!(text(&output.stdout), total);
}

#[test]
fn a_closed_output_ends_it_quietly() {
    let here = folder(&[("text", b"x")]);
    for engine in ENGINES {
        let mut command = lesson(engine);
        command.args(["text", "text"]).current_dir(here.path());
        standard::a_closed_output_is_no_failure(command);
    }
    standard::a_closed_output_is_no_failure(lesson(&[]));
    standard::a_closed_output_is_no_failure(lesson(&["cost", "--writes=9"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    for engine in ENGINES {
        let mut command = lesson(engine);
        command.arg("src/sample.txt").current_dir(crate::FOLDER);
        standard::a_full_device_is_a_failure(command);
    }
    standard::a_full_device_is_a_failure(lesson(&[]));
    standard::a_full_device_is_a_failure(lesson(&["cost", "--writes=9"]));
}

#[cfg(unix)]
#[test]
fn an_input_that_is_closed_is_told_of() {
    for engine in ENGINES {
        lesson_testing::closed::a_closed_input_is_a_failure(&lesson(engine), "standard input");
    }
}

/// Ctrl-C is a signal: Windows has another way, which std cannot send.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_it_waits() {
    use lesson_testing::child::interrupt;
    use rustix::process::Signal;
    use std::io::Read;
    use std::os::unix::process::ExitStatusExt;

    let here = folder(&[("text", b"x")]);
    for engine in ENGINES {
        let mut command = lesson(engine);
        command.args(["text", "-"]).current_dir(here.path());
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take();
        // The first row is out, and it waits for more.
        let mut byte = [0];
        child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut byte)
            .unwrap();
        interrupt(&child);
        let output = finish(child);
        drop(input);
        assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
        assert_eq!(text(&output.stderr), "");
    }
}
