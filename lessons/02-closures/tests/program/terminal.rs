//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::child::{finish, limited};
use lesson_testing::same;
use lesson_testing::terminal::{at_a_terminal, next, shown_until};
use std::io::Write;

#[test]
fn the_last_line_names_what_to_try_next() {
    for (args, wanted) in [
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
        let mut command = lesson(args);
        command.env("NO_COLOR", "1");
        assert_eq!(
            next(command),
            format!("cargo run --bin lesson-02 -- {wanted}")
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
    assert_eq!(invitation, "Type what to save, and end it with Ctrl-D.\r\n");
    assert_eq!(std::fs::read(&to).unwrap(), b"a line\n");
}

/// The input stays open until the foreground has drawn: however long that takes.
#[test]
fn the_foreground_continues_while_the_background_saves() {
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

same! { terminal:
    colour_is_for_terminals_that_want_it(lesson, &["--share=move"], "");
}
