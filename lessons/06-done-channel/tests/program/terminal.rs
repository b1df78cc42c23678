//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::terminal::shown;

#[test]
fn the_last_line_names_what_to_try_next() {
    let trap = |name| format!("cargo run --bin lesson-06 -- --trap {name}");
    for (args, next) in [
        (
            ["--every=10ms", "--for=50ms"],
            "cargo run --bin lesson-06 -- --follow FILE, or --trap done-blocks".to_string(),
        ),
        (
            ["--trap=always-ready", "--runs=1000000"],
            trap("done-blocks"),
        ),
        (
            ["--trap=sleep-then-hope", "--runs=1000000"],
            trap("leaked-sender"),
        ),
        (
            ["--trap=leaked-sender", "--runs=1000000"],
            "cargo test -p lesson-06 --test explorer -- --nocapture".into(),
        ),
    ] {
        let mut command = lesson(&args);
        let (shown, status) = shown({
            command.arg("--color=never");
            command
        });
        assert_eq!(status, Some(0), "{shown}");
        assert_eq!(shown.lines().last(), Some(&*format!("Next: {next}")));
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    for (no_color, wanted) in [("", true), ("1", false)] {
        let mut command = lesson(&["--for=0s"]);
        command.env("NO_COLOR", no_color);
        let (shown, status) = shown(command);
        assert_eq!(status, Some(0));
        assert!(shown.contains("Done"), "{shown:?}");
        assert_eq!(shown.contains('\x1b'), wanted, "{shown:?}");
    }
}
