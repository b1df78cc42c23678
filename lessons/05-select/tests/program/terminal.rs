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
        "Next: cargo run --bin lesson-05 -- --fairness 100000\r\n"
    );
}

#[test]
fn the_last_line_names_what_to_try_next() {
    let next = "cargo run --bin lesson-05 -- --trap";
    for (args, next) in [
        (
            ["--fairness=10"],
            "cargo run --bin lesson-05 -- --after 5s".to_string(),
        ),
        (
            ["--after=1ms"],
            "cargo run --bin lesson-05 -- --messages 1000000".into(),
        ),
        (["--messages=10"], format!("{next} padded")),
        (["--trap=padded"], format!("{next} eof-spin")),
        (["--trap=eof-spin"], format!("{next} rearmed-timer")),
        (["--trap=dead-arm"], format!("{next} wrong-end")),
        (
            ["--trap=wrong-end"],
            "cargo test -p lesson-05 --test explorer -- --nocapture".into(),
        ),
    ] {
        let mut command = lesson(&args);
        command.arg("--color=never");
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
