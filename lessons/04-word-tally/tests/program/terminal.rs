//! What a person at a terminal sees.

use crate::child::{finish, lesson, limited};
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::Read;
use std::process::{Child, Command};

/// Starts the program with a new terminal as all three of its ends: the child, and the person's side
/// of that terminal.
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

/// All that the screen shows until the program leaves it.
fn shown(command: Command) -> String {
    let (child, mut screen) = at_a_terminal(command);
    let (shown, child) = limited(child.id(), move || {
        let (mut shown, mut byte) = (vec![], [0]);
        // Linux reports an error where others report the end.
        while let Ok(1) = screen.read(&mut byte) {
            shown.push(byte[0]);
        }
        (String::from_utf8(shown).expect("UTF-8"), child)
    });
    assert!(finish(child).status.success());
    shown
}

#[test]
fn a_person_sees_words_a_sum_and_what_to_try_next() {
    let shown = shown(lesson(&["--top=1", "--color=never"]));
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines[0], "the: 28");
    assert!(
        lines[1].contains(" words, ") && lines[1].contains(" different"),
        "{shown}"
    );
    assert_eq!(
        lines[2],
        "Next: cargo run --bin lesson-04 -- --top 10 FILE…"
    );
}

#[test]
fn each_trap_names_the_next() {
    for (trap, next) in [
        (
            "data-race",
            "cargo run --bin lesson-04 -- --trap lost-update",
        ),
        (
            "guard-across-io",
            "cargo test -p lesson-04 --test loom -- --nocapture",
        ),
    ] {
        let shown = shown(lesson(&["--trap", trap, "--color=never"]));
        assert_eq!(shown.lines().last(), Some(&*format!("Next: {next}")));
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    for (color, wanted) in [("--color=auto", true), ("--color=never", false)] {
        let shown = shown(lesson(&["--trap=data-race", color]));
        assert_eq!(shown.contains('\x1b'), wanted, "{shown:?}");
    }
}
