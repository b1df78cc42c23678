//! What a person at a terminal sees.

use crate::child::{finish, lesson, limited};
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

/// Starts the program with a new terminal as all three of its ends, or with `input` in place of the
/// first: the child, and the keyboard and screen of that terminal.
fn at_a_terminal(mut command: Command, input: Option<Stdio>) -> (Child, File) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&person).unwrap();
    unlockpt(&person).unwrap();
    let name = ptsname(&person, vec![]).unwrap();
    let program = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    command.stdin(input.unwrap_or_else(|| program.try_clone().unwrap().into()));
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
fn the_last_line_names_what_to_try_next() {
    for (args, next) in [
        (&["--how=join"][..], "--how join --runs 1000"),
        (&["--how=detach", "--runs=3"], "--trap detached"),
        (&[], "--save COPY FILE"),
        (&["--share=move"], "--share borrow"),
        (&["--tasks=10"], "--tasks 10000 --with threads"),
        (&["--trap=detached"], "--trap yield-is-not-wait"),
        (
            &["--trap=captured-loop-variable", "--runs=1000000"],
            "--trap swallowed-panic",
        ),
    ] {
        let (child, mut person) = at_a_terminal(lesson(args), None);
        let (shown, child) = limited(child.id(), move || (shown_until(&mut person, ""), child));
        assert!(finish(child).status.success());
        let last = shown.lines().last().unwrap_or_default();
        assert!(
            last.contains(&format!("cargo run --bin lesson-02 -- {next}")),
            "{shown}"
        );
    }
}

#[test]
fn what_is_typed_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("to");
    let mut command = lesson(&["--color=never", "--save"]);
    command.arg(&to);
    let (child, mut person) = at_a_terminal(command, None);
    let (invitation, child) = limited(child.id(), move || {
        let invitation = shown_until(&mut person, "\r\n");
        person.write_all(b"a line\n\x04").unwrap();
        shown_until(&mut person, "");
        (invitation, child)
    });
    assert!(finish(child).status.success());
    assert_eq!(invitation, "Type what is to be saved; end with Ctrl-D.\r\n");
    assert_eq!(std::fs::read(&to).unwrap(), b"a line\n");
}

/// The input stays open until the foreground has drawn: however long that takes.
#[test]
fn the_foreground_goes_on_while_the_background_saves() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("to");
    let mut command = lesson(&["--color=never", "--save"]);
    command.arg(&to).arg("-");
    let (child_input, mut input) = std::io::pipe().unwrap();
    let (child, mut person) = at_a_terminal(command, Some(child_input.into()));
    input.write_all(b"12345").unwrap();
    let (shown, child) = limited(child.id(), move || {
        let bar = shown_until(&mut person, "5 B");
        drop(input);
        (bar + &shown_until(&mut person, ""), child)
    });
    assert!(finish(child).status.success());
    assert!(shown.contains("saved 5 bytes to "), "{shown}");
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    for (no_color, wanted) in [("", true), ("1", false)] {
        let mut command = lesson(&["--share=move"]);
        command.env("NO_COLOR", no_color);
        let (child, mut person) = at_a_terminal(command, None);
        let (shown, child) = limited(child.id(), move || (shown_until(&mut person, ""), child));
        assert!(finish(child).status.success());
        assert_eq!(shown.contains('\x1b'), wanted, "{shown:?}");
    }
}
