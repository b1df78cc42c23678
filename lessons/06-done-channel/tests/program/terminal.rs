//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::terminal;

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
        let [one, two] = args;
        assert_eq!(terminal::next(lesson(&[one, two, "--color=never"])), next);
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    terminal::colour_is_for_terminals_that_want_it(lesson, &["--for=0s"], "Done");
}
