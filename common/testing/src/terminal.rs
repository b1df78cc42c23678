//! What a person at a terminal sees.

use crate::child::{finish, limited};
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::Read;
use std::process::{Child, Command, Stdio};

/// Starts a program with a new terminal, of 80 columns and 24 rows, as all three of its ends, or with `input` in place of the
/// first: the child, and the keyboard and screen of that terminal.
pub fn at_a_terminal(mut command: Command, input: Option<Stdio>) -> (Child, File) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&person).expect("a terminal");
    unlockpt(&person).expect("a terminal");
    let size = Winsize {
        ws_row: 24,
        ws_col: 80,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&person, size).expect("a size");
    let name = ptsname(&person, vec![]).expect("a name");
    let program = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("its other end");
    let end = || Stdio::from(program.try_clone().expect("one more"));
    command.stdin(input.unwrap_or_else(end));
    command.stdout(end()).stderr(end());
    (command.spawn().expect("the program starts"), person.into())
}

/// All that the screen shows until `wanted`; a terminal that the program has left ends it too.
pub fn shown_until(screen: &mut File, wanted: &str) -> String {
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

/// All that the screen shows until the program has left it, and its status.
pub fn shown(command: Command) -> (String, Option<i32>) {
    let (child, mut screen) = at_a_terminal(command, None);
    let (shown, child) = limited(child.id(), move || (shown_until(&mut screen, ""), child));
    (shown, finish(child).status.code())
}

/// What a program that must succeed tells a person to try next: the rest of its last line.
#[track_caller]
pub fn next(command: Command) -> String {
    let (shown, status) = shown(command);
    assert_eq!(status, Some(0), "{shown}");
    let next = shown
        .lines()
        .last()
        .and_then(|line| line.strip_prefix("Next: "));
    next.unwrap_or_else(|| panic!("nothing to try next in {shown:?}"))
        .to_string()
}

/// Colour is for terminals that want it: this run of `lesson` succeeds, and shows `says` in any case.
pub fn colour_is_for_terminals_that_want_it(
    lesson: fn(&[&str]) -> Command,
    args: &[&str],
    says: &str,
) {
    for (no_color, wanted) in [("", true), ("1", false)] {
        let mut command = lesson(args);
        command.env("NO_COLOR", no_color);
        let (shown, status) = shown(command);
        assert_eq!(status, Some(0), "{shown:?}");
        assert!(shown.contains(says), "{shown:?}");
        assert_eq!(shown.contains('\x1b'), wanted, "{shown:?}");
    }
}
