//! What a person at a terminal sees.

use crate::{endless, lesson};
use lesson_testing::child::limited;
use lesson_testing::files::folder;
use lesson_testing::terminal::{at_a_terminal, next, shown, shown_until};

/// A file that takes minutes: there is a bar after half a second, however fast the machine is.
#[test]
fn long_work_has_a_bar() {
    let folder = folder(&[]);
    endless(&folder.path().join("hole"));
    let mut command = lesson(&["hole"]);
    command.current_dir(folder.path());
    let (mut child, mut person) = at_a_terminal(command, None);
    let bar = " of 100.00 GB";
    let shown = limited(child.id(), move || shown_until(&mut person, bar));
    assert!(shown.ends_with(bar), "{shown}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn the_last_line_names_what_to_try_next() {
    let folder = folder(&[("a", b"a")]);
    let trap = "cargo run --bin lesson-03 -- --trap";
    for (args, wanted) in [
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
        assert_eq!(next(command), wanted);
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
        "error: standard output is a terminal, and compressed bytes would garble it; redirect it to a file or a pipe\r\n"
    );
}
