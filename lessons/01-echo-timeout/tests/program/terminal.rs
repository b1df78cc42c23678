//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::child::{finish, limited};
use lesson_testing::echo::NEVER;
use lesson_testing::terminal::{at_a_terminal, shown, shown_until};
use std::io::Write;

#[test]
fn a_typed_line_comes_back_at_once() {
    let mut command = lesson(&[NEVER]);
    command.env("NO_COLOR", "1");
    let (child, mut person) = at_a_terminal(command, None);
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
            "cargo test -p lesson-01 --test explorer -- --nocapture",
        ),
    ] {
        let command = lesson(&["--trap", trap, "--runs=1000000", "--color=never"]);
        let (shown, status) = shown(command);
        assert_eq!(status, Some(0));
        assert_eq!(shown.lines().last(), Some(&*format!("Next: {next}")));
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    for (no_color, wanted) in [("", true), ("1", false)] {
        let mut command = lesson(&["--timeout=0s"]);
        command.env("NO_COLOR", no_color);
        let (shown, status) = shown(command);
        assert_eq!(status, Some(0));
        assert!(shown.contains("Timed out."), "{shown:?}");
        assert_eq!(shown.contains('\x1b'), wanted, "{shown:?}");
    }
}
