//! The player in a real terminal.
#![cfg(unix)]

use lesson_testing::child::{finish, limited, program, refused, run, text};
use lesson_testing::terminal::{at_a_terminal, shown_until};
use std::io::Write;
use std::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const RECORDING: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../lessons/04-word-tally/recordings/lost-update.json"
);

fn step(args: &[&str]) -> Command {
    let mut command = program(env!("CARGO_BIN_EXE_workbook-step"), args);
    command.env("LC_ALL", "C.UTF-8");
    command
}

#[test]
fn keys_step_and_the_terminal_is_put_back() {
    let (child, mut screen) = at_a_terminal(step(&[RECORDING, "--root", ROOT]), None);
    let id = child.id();
    limited(id, move || {
        shown_until(&mut screen, "q: quit");
        for (key, wanted) in [
            ("\x1b[C", "start worker 1"),
            ("\x1b[C", "start worker 2"),
            ("\x1b[F", "assertion here"),
            ("\t", "execution 2"),
        ] {
            screen.write_all(key.as_bytes()).expect("a key");
            // Only what changed is drawn: the rest of a word may have been there.
            let last = wanted.split(' ').next_back().expect("a word");
            let shown = shown_until(&mut screen, last);
            assert!(shown.ends_with(last), "{key:?} shows {shown}");
        }
        screen.write_all(b"q").expect("a key");
        let end = shown_until(&mut screen, "");
        assert!(
            end.contains("\x1b[?1049l"),
            "the other screen is left: {end:?}"
        );
    });
    assert_eq!(finish(child).status.code(), Some(0));
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let output = run(&mut step(&[RECORDING]));
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.starts_with("error: this needs a terminal"), "{said}");
}

#[test]
fn what_is_no_recording_is_refused() {
    let output = run(&mut step(&["Cargo.toml"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("error: in Cargo.toml: "));
    let said = refused(&mut step(&[]));
    assert!(said.contains("<RECORDING>"), "{said}");
}
