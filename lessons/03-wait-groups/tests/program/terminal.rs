//! What a person at a terminal sees.

use crate::child::{finish, folder, lesson, limited};
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::Read;
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

/// A file that takes minutes: there is a bar after half a second, however fast the machine is.
#[test]
fn long_work_has_a_bar() {
    let folder = folder(&[]);
    let file = File::create(folder.path().join("hole")).unwrap();
    file.set_len(100_000_000_000).unwrap();
    let mut command = lesson(&["hole"]);
    command.current_dir(folder.path());
    let (mut child, mut person) = at_a_terminal(command);
    limited(child.id(), move || {
        let mut shown = vec![];
        let mut byte = [0];
        while !shown.ends_with(b" of 100.00 GB") {
            person.read_exact(&mut byte).unwrap();
            shown.push(byte[0]);
        }
    });
    child.kill().unwrap();
    child.wait().unwrap();
}

/// All that the screen shows until the program has left it, and its status.
fn shown(command: Command) -> (String, Option<i32>) {
    let (child, mut person) = at_a_terminal(command);
    let (shown, child) = limited(child.id(), move || {
        let mut shown = vec![];
        let mut byte = [0];
        // Linux reports an error where others report the end.
        while let Ok(1) = person.read(&mut byte) {
            shown.push(byte[0]);
        }
        (shown, child)
    });
    let status = finish(child).status.code();
    (String::from_utf8(shown).unwrap(), status)
}

#[test]
fn the_last_line_names_what_to_try_next() {
    let folder = folder(&[("a", b"a")]);
    let trap = "cargo run --bin lesson-03 -- --trap";
    for (args, next) in [
        (&["a"][..], format!("{trap} add-inside")),
        (
            &[],
            "cargo run --bin lesson-03 -- --output-dir /tmp/gz FILES…".to_string(),
        ),
        (&["--trap=add-inside"], format!("{trap} forgotten-done")),
        (&["--trap=ignored-errors"], format!("{trap} half-written")),
        (&["--trap=half-written"], format!("{trap} thread-per-file")),
    ] {
        let mut command = lesson(args);
        command.env("NO_COLOR", "1").current_dir(folder.path());
        let (shown, status) = shown(command);
        assert_eq!(status, Some(0), "{shown}");
        assert_eq!(shown.lines().last(), Some(&*format!("Next: {next}")));
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    for (no_color, wanted) in [("", true), ("1", false)] {
        let mut command = lesson(&["missing"]);
        command.env("NO_COLOR", no_color);
        let (shown, status) = shown(command);
        assert_eq!(status, Some(1));
        assert!(shown.contains("cannot read missing"), "{shown:?}");
        assert_eq!(shown.contains('\x1b'), wanted, "{shown:?}");
    }
}

#[test]
fn compressed_bytes_are_not_for_a_terminal() {
    let (shown, status) = shown(lesson(&["-", "--color=never"]));
    assert_eq!(status, Some(1));
    assert_eq!(
        shown,
        "error: compressed bytes are not for a terminal: send them to a file or a pipe\r\n"
    );
}
