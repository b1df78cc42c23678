//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::child::{finish, interrupt, limited};
use lesson_testing::files::folder;
use lesson_testing::terminal::{self, at_a_terminal, shown_until};
use rustix::process::Signal;
use std::fs::File;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;

#[test]
fn a_typed_text_is_counted() {
    let mut command = lesson(&["count"]);
    command.env("NO_COLOR", "1");
    let (child, mut person) = at_a_terminal(command, None);
    let (last, child) = limited(child.id(), move || {
        let invitation = shown_until(&mut person, "\r\n");
        assert_eq!(
            invitation,
            "Type some text; Ctrl-D on a line of its own ends it.\r\n"
        );
        person.write_all(b"to be\n\x04").unwrap();
        (shown_until(&mut person, ""), child)
    });
    assert!(finish(child).status.success());
    assert_eq!(
        last,
        "to be\r\n      1       2       6\r\n\
         Next: cargo run --bin lesson-08 -- count --engine pipes --collect select FILE…\r\n"
    );
}

/// So long that no program would count it to its end, and nothing of it is on the disk.
#[test]
fn a_long_file_shows_how_far_it_is_until_ctrl_c() {
    let here = folder(&[]);
    let file = File::create(here.path().join("long")).unwrap();
    file.set_len(1 << 42).unwrap();
    for engine in ["loop", "threads", "pipes"] {
        let mut command = lesson(&["count", "--engine", engine, "long"]);
        command.current_dir(here.path());
        let (child, mut person) = at_a_terminal(command, None);
        let (seen, child, mut person) = limited(child.id(), move || {
            let seen = shown_until(&mut person, " of 4.40 TB");
            (seen, child, person)
        });
        assert!(seen.ends_with(" of 4.40 TB"), "{seen:?}");
        interrupt(&child);
        let child = limited(child.id(), move || {
            shown_until(&mut person, "");
            child
        });
        let output = finish(child);
        assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
    }
}

#[test]
fn the_last_line_names_what_to_try_next() {
    for (args, next) in [
        (&[][..], "cargo run --bin lesson-08 -- --trap one-thread"),
        (
            &["--trap", "error-swallowed"],
            "cargo run --bin lesson-08 -- --trap shared-buffer",
        ),
        (
            &["cost", "--writes=9"],
            "cargo run --release --bin lesson-08 -- cost --pipe os",
        ),
    ] {
        let command = lesson(&[args, &["--color=never"]].concat());
        assert_eq!(terminal::next(command), next);
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    terminal::colour_is_for_terminals_that_want_it(lesson, &[], "Next: ");
}
