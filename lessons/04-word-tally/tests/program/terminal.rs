//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::child::limited;
use lesson_testing::files::folder;
use lesson_testing::terminal::{self, at_a_terminal, shown_until};
use std::io::{Write, pipe};
use std::process::Command;
use std::thread;

/// All that the screen shows until the program leaves it.
fn shown(command: Command) -> String {
    let (shown, status) = terminal::shown(command);
    assert_eq!(status, Some(0), "{shown}");
    shown
}

/// Many gigabytes, since the same file is named so often: there is a bar after half a second, however
/// fast the machine is. A hole would be one long word, which no machine can hold.
#[test]
fn long_work_has_a_bar() {
    let size = 10_000_000;
    let words = b"the lock is the key ".repeat(size / 20);
    let folder = folder(&[("a", &words)]);
    let mut command = lesson(&["a"; 10_000]);
    command.current_dir(folder.path());
    let (mut child, mut person) = at_a_terminal(command, None);
    let bar = " of 100.00 GB";
    let shown = limited(child.id(), move || shown_until(&mut person, bar));
    assert!(shown.ends_with(bar), "{shown}");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// How much will arrive is not known, so it is counted.
#[test]
fn an_endless_pipe_has_a_bar_too() {
    let (input, mut typist) = pipe().unwrap();
    let (mut child, mut person) = at_a_terminal(lesson(&["-"]), Some(input.into()));
    thread::spawn(move || while typist.write_all(&b"the key ".repeat(1000)).is_ok() {});
    let shown = limited(child.id(), move || shown_until(&mut person, "B/s"));
    assert!(shown.ends_with("B/s"), "{shown}");
    child.kill().unwrap();
    child.wait().unwrap();
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
            "cargo test -p lesson-04 --test explorer -- --nocapture",
        ),
    ] {
        let command = lesson(&["--trap", trap, "--color=never"]);
        assert_eq!(terminal::next(command), next);
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    for (color, wanted) in [("--color=auto", true), ("--color=never", false)] {
        let shown = shown(lesson(&["--trap=data-race", color]));
        assert_eq!(shown.contains('\x1b'), wanted, "{shown:?}");
    }
}
