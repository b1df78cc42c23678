//! How `--follow` ends, and outputs that are slow, full, closed or blocked.

use crate::following::{account, command, follow, is_balanced, log, numbers};
use lesson_testing::child::{failed, finish, interrupt, limited, run, text};
use lesson_testing::standard;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write, pipe};

#[test]
fn it_ends_when_the_time_is_over() {
    let (_folder, log) = log(numbers(1..=3));
    let ended = follow(&["--for=100ms"], &[&log]).ends();
    assert_eq!(ended.status, Some(0));
    assert!(ended.errors.starts_with("Done\n"), "{}", ended.errors);
    is_balanced(&ended.errors);
    // On a loaded machine the time may be over before the first look.
    let whole = "line 1\nline 2\nline 3\n";
    assert!(ended.output == whole || ended.output.is_empty());
}

#[test]
fn sigterm_ends_it_as_ctrl_c_does() {
    let (_folder, log) = log(numbers(1..=3));
    let (following, _) = follow(&[], &[&log]).shows("line 3");
    let ended = following.terminated();
    assert_eq!(ended.status, Some(0));
    is_balanced(&ended.errors);
}

#[test]
fn a_slow_reader_loses_and_reorders_nothing() {
    const LINES: u32 = 300_000;
    let (_folder, log) = log(numbers(1..=LINES - 10));
    let lines = format!("--lines={LINES}");
    let mut child = command(&[&lines], &[&log]).spawn().unwrap();
    let mut output = BufReader::with_capacity(1000, child.stdout.take().unwrap());
    let id = child.id();
    let child = limited(id, move || {
        // It follows, and its pipe is far too small for what is there, and for what is added.
        assert!(!output.fill_buf().unwrap().is_empty());
        let mut file = fs::File::options().append(true).open(&log).unwrap();
        for n in LINES - 9..=LINES {
            writeln!(file, "line {n}").unwrap();
        }
        let mut lines = output.lines();
        for n in 1..=LINES {
            assert_eq!(lines.next().unwrap().unwrap(), format!("line {n}"));
        }
        interrupt(&child);
        assert!(lines.next().is_none());
        child
    });
    let output = finish(child);
    assert_eq!(output.status.code(), Some(0));
    is_balanced(text(&output.stderr));
}

#[test]
fn ctrl_c_while_the_reader_is_slow_loses_nothing_that_was_read() {
    let (_folder, log) = log(numbers(1..=300_000));
    let whole = fs::read(&log).unwrap();
    let mut child = command(&["--lines=300000"], &[&log]).spawn().unwrap();
    let mut output = child.stdout.take().unwrap();
    let id = child.id();
    let (came, child) = limited(id, move || {
        let mut came = vec![0; 100_000];
        output.read_exact(&mut came).unwrap();
        interrupt(&child);
        output.read_to_end(&mut came).unwrap();
        (came, child)
    });
    let output = finish(child);
    assert_eq!(output.status.code(), Some(0));
    is_balanced(text(&output.stderr));
    assert!(whole.starts_with(&came), "in order, and without a gap");
    let [_, _, sent, received, dropped, ..] = account(text(&output.stderr));
    assert_eq!((sent, dropped), (received, 0));
    // Each message was a block, but for the last of the file.
    let blocks = came.len().div_ceil(64 * 1024) as u64;
    assert_eq!(blocks, received);
}

#[test]
fn a_blocked_output_is_reported() {
    let (_folder, log) = log(numbers(1..=100_000));
    let (_reader, full) = pipe().unwrap();
    for time in ["--for=50ms", "--for=1s", "--for=20s"] {
        let mut command = command(&[time, "--lines=100000"], &[&log]);
        let output = run(command.stdout(full.try_clone().unwrap()));
        // On a loaded machine it may not have read anything by then, and gets more time.
        if output.status.code() == Some(0) {
            continue;
        }
        let message = failed(&output);
        let missing = message.strip_suffix(" bytes were read and not written\n");
        let missing: u64 = missing.and_then(|n| n.parse().ok()).expect(message);
        assert!(missing > 0);
        return;
    }
    panic!("the output was never blocked");
}

#[test]
fn a_closed_output_ends_it_quietly() {
    let (_folder, log) = log(numbers(1..=3));
    standard::a_closed_output_is_no_failure(command(&[], &[&log]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_a_failure() {
    let (_folder, log) = log(numbers(1..=3));
    standard::a_full_device_is_a_failure(command(&[], &[&log]));
}
