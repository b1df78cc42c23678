//! What a person at a terminal sees.

use crate::child::{NEVER, finish, lesson, limited};
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command};

/// Starts the program with a new terminal as all three of its ends: the child, and the keyboard
/// and screen of that terminal.
fn at_a_terminal(mut command: Command) -> (Child, File) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&person).unwrap();
    unlockpt(&person).unwrap();
    let name = ptsname(&person, vec![]).unwrap();
    let program = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    command.stdin(program.try_clone().unwrap());
    command.stdout(program.try_clone().unwrap()).stderr(program);
    (command.spawn().unwrap(), person.into())
}

/// All that the screen shows until `wanted`; a terminal that the program has left ends it too.
fn shown_until(screen: &mut File, wanted: &str) -> String {
    let mut shown = vec![];
    let mut byte = [0];
    while !shown.ends_with(wanted.as_bytes()) || wanted.is_empty() {
        match screen.read(&mut byte) {
            Ok(1) => shown.push(byte[0]),
            // Linux reports an error where others report the end.
            _ => break,
        }
    }
    String::from_utf8(shown).expect("UTF-8")
}

#[test]
fn a_typed_line_comes_back_at_once() {
    let mut command = lesson(&[NEVER]);
    command.env("NO_COLOR", "1");
    let (child, mut person) = at_a_terminal(command);
    let (last, child) = limited(child.id(), move || {
        let invitation = shown_until(&mut person, "\r\n");
        assert_eq!(
            invitation,
            "Type a line: it comes back. This ends after 1day, or with Ctrl-D.\r\n"
        );
        person.write_all(b"hello\n").unwrap();
        // Once by the terminal, once by the program.
        shown_until(&mut person, "hello\r\nhello\r\n");
        person.write_all(b"\x04").unwrap();
        (shown_until(&mut person, ""), child)
    });
    assert!(finish(child).status.success());
    assert_eq!(
        last,
        "Next: cargo run --bin lesson-01 -- --trap late-write\r\n"
    );
}

#[test]
fn the_last_line_names_what_to_try_next() {
    for (trap, next) in [
        (
            "late-write",
            "cargo run --bin lesson-01 -- --trap sleeps-past-eof",
        ),
        (
            "sleeps-past-eof",
            "cargo run --bin lesson-01 -- --trap abandoned",
        ),
        (
            "abandoned",
            "cargo test -p lesson-01 --test loom -- --nocapture",
        ),
    ] {
        let command = lesson(&["--trap", trap, "--runs=1000000", "--color=never"]);
        let (child, mut person) = at_a_terminal(command);
        let (shown, child) = limited(child.id(), move || (shown_until(&mut person, ""), child));
        assert!(finish(child).status.success());
        assert_eq!(shown.lines().last(), Some(&*format!("Next: {next}")));
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    for (no_color, wanted) in [("", true), ("1", false)] {
        let mut command = lesson(&["--timeout=0s"]);
        command.env("NO_COLOR", no_color);
        let (child, mut person) = at_a_terminal(command);
        let (shown, child) = limited(child.id(), move || (shown_until(&mut person, ""), child));
        assert!(finish(child).status.success());
        assert!(shown.contains("Timed out."), "{shown:?}");
        assert_eq!(shown.contains('\x1b'), wanted, "{shown:?}");
    }
}
