//! Help, wrong usage, and the run that the README shows.

use crate::child::{lesson, run, text};
use insta::assert_snapshot;
use std::fs;
use std::process::Command;

/// What the program says to wrong usage.
fn refused(command: &mut Command) -> String {
    let output = run(command);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr).to_string()
}

#[test]
fn help_explains_the_technique_and_lists_the_traps() {
    let output = run(&mut lesson(&["--help"]));
    assert_eq!(output.status.code(), Some(0));
    assert_snapshot!("help", text(&output.stdout));
}

#[test]
fn an_unknown_trap_or_mode_suggests_the_nearest() {
    for near in ["add-insde", "addinside", "add_insid"] {
        let message = refused(&mut lesson(&["--trap", near]));
        let similar = "a similar value exists: 'add-inside'";
        assert!(message.contains(similar), "{message}");
    }
    assert_snapshot!("unknown_trap", refused(&mut lesson(&["--trap=forgotten"])));
    let message = refused(&mut lesson(&["--mode=pol", "a"]));
    assert!(
        message.contains("a similar value exists: 'pool'"),
        "{message}"
    );
}

#[test]
fn numbers_have_their_bounds() {
    for wrong in [
        "--level=0",
        "--level=10",
        "--jobs=0",
        "--jobs=-1",
        "--jobs=many",
    ] {
        refused(&mut lesson(&[wrong, "a"]));
    }
    refused(&mut lesson(&["--runs=3"]));
    refused(&mut lesson(&["--trap=add-inside", "--runs=0"]));
    refused(&mut lesson(&["--trap=add-inside", "a"]));
    refused(&mut lesson(&["--output-dir=somewhere"]));
}

#[test]
fn without_arguments_it_compresses_a_sample_and_removes_it() {
    let folder = tempfile::tempdir().unwrap();
    for mode in ["serial", "thread-per-file", "pool"] {
        let mut command = lesson(&["--mode", mode]);
        let output = run(command
            .env("TMPDIR", folder.path())
            .env("TMP", folder.path()));
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stderr), "");
        assert!(text(&output.stdout).contains("Compressed 3 files\n"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

/// The block of the README that follows the line with `command`.
fn shown(readme: &str, command: &str) -> String {
    let block = readme
        .split("```console\n")
        .find(|block| block.starts_with(command));
    let block = block.unwrap_or_else(|| panic!("no {command:?} in the README"));
    let block = block.split("```").next().unwrap();
    block.split_once('\n').unwrap().1.to_string()
}

#[test]
fn the_readme_shows_what_it_prints() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let output = run(&mut lesson(&[]));
    assert_eq!(
        text(&output.stdout),
        shown(&readme, "$ cargo run --bin lesson-03\n")
    );
    let output = run(&mut lesson(&["--trap=half-written"]));
    let command = "$ cargo run --bin lesson-03 -- --trap half-written\n";
    assert_eq!(text(&output.stdout), shown(&readme, command));
}
