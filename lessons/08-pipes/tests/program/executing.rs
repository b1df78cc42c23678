//! `exec`: sizes that would fill either pipe, statuses, signals, time, and ends that fail.
#![cfg(unix)]

use crate::lesson;
use lesson_testing::child::{
    ended, failed, feed, finish, interrupt, limited, piped, refuses, run, text,
};
use lesson_testing::files::{folder, random};
use lesson_testing::standard;
use lesson_testing::terminal::shown;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use std::fs::{File, write};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

/// More than both pipes and all blocks between them hold.
const MUCH: usize = 1 << 20;

fn sh(script: &str) -> Command {
    lesson(&["exec", "--", "sh", "-c", script])
}

#[test]
fn whatever_goes_in_comes_out_from_a_pipe_and_from_a_file() {
    let here = folder(&[]);
    let path = here.path().join("input");
    for size in [0, 1, 65_535, 65_536, 65_537, MUCH, 5 * MUCH + 1] {
        let sent = random(size);
        write(&path, &sent).unwrap();
        let from_pipe = piped(&mut lesson(&["exec", "--", "cat"]), &sent);
        let from_file = run(lesson(&["exec", "cat"]).stdin(File::open(&path).unwrap()));
        for output in [from_pipe, from_file] {
            assert!(output.stdout == sent, "{size} bytes");
            ended(&output, 0, "");
        }
    }
}

/// Who reads everything first, says everything first, or neither: each would hang with one thread.
#[test]
fn no_mixture_of_sizes_and_orders_hangs() {
    let zeros = |n: usize| format!("head -c {n} /dev/zero");
    for before in [0, MUCH] {
        for input in [0, MUCH] {
            for after in [0, MUCH] {
                let script = format!("{}; wc -c; {}", zeros(before), zeros(after));
                let output = piped(&mut sh(&script), &vec![b'x'; input]);
                ended(&output, 0, "");
                let (said, told) = (&output.stdout[..], input.to_string());
                let numbers: Vec<u8> = said.iter().copied().filter(|b| *b != 0).collect();
                assert_eq!(text(&numbers).trim(), told);
                assert_eq!(said.len(), before + numbers.len() + after);
            }
        }
    }
}

#[test]
fn a_child_that_closes_its_input_early_is_no_failure() {
    let much = random(MUCH);
    let output = piped(&mut lesson(&["exec", "--", "head", "-c", "3"]), &much);
    assert_eq!(output.stdout, much[..3]);
    ended(&output, 0, "");
    let output = piped(&mut sh("exec 0<&-; echo deaf; exit 4"), &much);
    assert_eq!(text(&output.stdout), "deaf\n");
    ended(&output, 4, "");
}

/// It ends with the child, though its own input goes on, or nothing comes.
#[test]
fn an_endless_or_silent_input_does_not_keep_it() {
    let mut child = sh("exit 5").stdin(Stdio::piped()).spawn().unwrap();
    feed(child.stdin.take().unwrap());
    ended(&finish(child), 5, "");
    let mut child = sh("exit 6").stdin(Stdio::piped()).spawn().unwrap();
    let silent = child.stdin.take();
    ended(&finish(child), 6, "");
    drop(silent);
}

#[test]
fn the_status_is_that_of_the_child() {
    for status in [0, 1, 2, 3, 77, 255] {
        ended(&run(&mut sh(&format!("exit {status}"))), status, "");
    }
    for (signal, status) in [("KILL", 137), ("TERM", 143), ("PIPE", 141)] {
        ended(&run(&mut sh(&format!("kill -{signal} $$"))), status, "");
    }
}

#[test]
fn what_cannot_be_run_is_named_with_its_cause() {
    let here = folder(&[("text", b"no program")]);
    let output = run(&mut lesson(&["exec", "--", "./no such\nprogram"]));
    let missing =
        "error: cannot run \"./no such\\nprogram\": No such file or directory (os error 2)\n";
    ended(&output, 127, missing);
    let output = run(lesson(&["exec", "--", "./text"]).current_dir(here.path()));
    let refused_by_system = "error: cannot run ./text: Permission denied (os error 13)\n";
    ended(&output, 126, refused_by_system);
    refuses(&mut lesson(&["exec"]), "CMD");
}

#[test]
fn arguments_arrive_as_they_are() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let mut command = lesson(&["exec", "--", "printf", "%s|", "--stats", "a b\n", ""]);
    let output = run(command.arg(OsStr::from_bytes(b"\xFF")));
    assert_eq!(output.stdout, b"--stats|a b\n||\xFF|");
    ended(&output, 0, "");
}

#[test]
fn errors_of_the_child_stay_errors() {
    let output = run(&mut sh("echo out; echo err >&2"));
    assert_eq!(text(&output.stdout), "out\n");
    ended(&output, 0, "err\n");
}

/// What it says arrives at once, and what it hears too: each line waits for the other.
#[test]
fn a_conversation_is_possible() {
    let mut child = lesson(&["exec", "--", "cat"]);
    let mut child = child.stdin(Stdio::piped()).spawn().unwrap();
    let (mut to, from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    limited(child.id(), move || {
        let mut from = BufReader::new(from);
        for n in 0..100 {
            writeln!(to, "line {n}").unwrap();
            let mut line = String::new();
            from.read_line(&mut line).unwrap();
            assert_eq!(line, format!("line {n}\n"));
        }
    });
    ended(&finish(child), 0, "");
}

/// The first line of what it says.
fn first_line(child: &mut Child) -> String {
    let output = child.stdout.as_mut().unwrap();
    let (mut line, mut byte) = (String::new(), [0]);
    while output.read(&mut byte).unwrap() == 1 && byte != *b"\n" {
        line.push(char::from(byte[0]));
    }
    line
}

/// Waits until none has this number: what was killed is gone once its parent has seen it.
fn is_gone(id: &str) -> bool {
    let id = Pid::from_raw(id.parse().unwrap()).unwrap();
    let state = || std::fs::read_to_string(format!("/proc/{}/stat", id.as_raw_nonzero()));
    let is_dead = || state().is_ok_and(|stat| stat.contains(") Z "));
    let began = std::time::Instant::now();
    while test_kill_process(id).is_ok() && !is_dead() {
        if began.elapsed().as_secs() > 100 {
            let _ = kill_process(id, Signal::KILL);
            return false;
        }
        std::thread::yield_now();
    }
    true
}

/// Times that are up sooner or later: on a loaded machine the child may not have begun in the first.
const TIMES: [&str; 3] = ["500ms", "8s", "1m"];

#[test]
fn when_time_is_up_it_is_killed_with_all_that_it_started() {
    for time in TIMES {
        let mut command = lesson(&["exec", "--timeout", time, "--", "sh", "-c"]);
        let script = "trap '' TERM INT; sleep 1000 & echo $!; echo said; wait; sleep 1000";
        let output = run(command.arg(script));
        let error = format!("error: sh was killed: not done within {time}\n");
        ended(&output, 1, &error);
        if let Some(grandchild) = text(&output.stdout).strip_suffix("\nsaid\n") {
            assert!(is_gone(grandchild), "{grandchild} lives");
            return;
        }
    }
    panic!("it never began");
}

#[test]
fn a_blocked_output_is_told_of_when_time_is_up() {
    for time in TIMES {
        let mut command = lesson(&["exec", "--timeout", time, "--", "cat", "/dev/zero"]);
        let (reader, writer) = std::io::pipe().unwrap();
        let output = run(command.stdout(writer));
        drop(reader);
        let message = failed(&output);
        let error = format!("error: cat was killed: not done within {time}\n");
        let told = message.strip_suffix(&error).expect(message);
        if let Some(kept) = told.strip_suffix(" bytes were read and not written\n") {
            assert!(kept.parse::<u64>().unwrap() > 0);
            return;
        }
    }
    panic!("it never began");
}

#[test]
fn ctrl_c_kills_the_child_with_all_that_it_started() {
    for timeout in [&[][..], &["--timeout=1h"]] {
        let args = [&["exec"], timeout, &["--", "sh", "-c"]].concat();
        let script = "trap '' INT TERM; sleep 1000 & echo $!; echo $$; wait; exec sleep 1000";
        let mut child = lesson(&args).arg(script).spawn().unwrap();
        let ids = [first_line(&mut child), first_line(&mut child)];
        interrupt(&child);
        ended(&finish(child), 130, "");
        for id in ids {
            assert!(is_gone(&id), "{id} lives");
        }
    }
}

#[test]
fn a_closed_output_ends_it_quietly() {
    standard::a_closed_output_is_no_failure(lesson(&["exec", "--", "yes"]));
    standard::a_closed_output_is_no_failure(lesson(&["exec", "--", "echo", "x"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_and_an_endless_child_killed() {
    standard::a_full_device_is_a_failure(lesson(&["exec", "--", "yes"]));
    standard::a_full_device_is_a_failure(lesson(&["exec", "--", "sh", "-c", "echo; sleep 1000"]));
}

/// A pipe of the system cannot carry the error: the child must not take a part for the whole.
#[cfg(target_os = "linux")]
#[test]
fn an_input_that_fails_kills_the_child() {
    let mut command = sh("wc -c; echo whole");
    let output = run(command.stdin(File::open("/").unwrap()));
    assert_eq!(text(&output.stdout), "");
    ended(
        &output,
        1,
        "error: cannot read standard input: Is a directory (os error 21)\n",
    );
}

#[test]
fn a_person_at_a_terminal_sees_what_it_says() {
    let (shown, status) = shown(lesson(&["exec", "--", "echo", "seen"]));
    assert_eq!(shown, "seen\r\n");
    assert_eq!(status, Some(0));
}

#[test]
fn the_longest_time_is_no_overflow() {
    let timeout = "--timeout=18446744073709551615s";
    let output = run(&mut lesson(&["exec", timeout, "--", "echo", "done"]));
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("done\n", ""));
}
