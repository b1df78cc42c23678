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
fn explore_starts_it() {
    let cargo = |args: &[&str]| {
        let mut command = program(env!("CARGO"), args);
        command.current_dir(ROOT).env("LC_ALL", "C.UTF-8");
        command
    };
    // Nothing limits how long it takes to compile.
    for args in [
        &["build", "--package", "workbook-cli"][..],
        &[
            "test",
            "--no-run",
            "--package",
            "lesson-04",
            "--test",
            "explorer",
        ],
    ] {
        let built = cargo(args).output().expect("cargo runs");
        assert!(built.status.success(), "{}", text(&built.stderr));
    }
    let explore = ["explore", "04/lost-update", "--step"];
    let run = ["run", "--quiet", "--package", "workbook-cli", "--"];
    let (child, mut screen) = at_a_terminal(cargo(&[&run[..], &explore].concat()), None);
    limited(child.id(), move || {
        let shown = shown_until(&mut screen, "q: quit");
        assert!(shown.contains("04/lost-update"), "{shown}");
        screen.write_all(b"q").expect("a key");
        shown_until(&mut screen, "");
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
