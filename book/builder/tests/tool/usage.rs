//! Help, and places where there is no book to build.

use crate::fixture::clone;
use insta::assert_snapshot;
use lesson_testing::child::{piped, program, refused, run, said, text};

#[test]
fn help_says_what_it_does() {
    let book = env!("CARGO_BIN_EXE_book");
    assert_snapshot!("help", said(&mut program(book, &["--help"])));
    assert_snapshot!("help_build", said(&mut program(book, &["build", "--help"])));
    assert_snapshot!("help_serve", said(&mut program(book, &["serve", "--help"])));
}

#[test]
fn a_wrong_command_suggests_the_nearest() {
    let message = refused(&mut program(env!("CARGO_BIN_EXE_book"), &["biuld"]));
    assert!(
        message.contains("a similar subcommand exists: 'build'"),
        "{message}"
    );
}

#[test]
fn outside_of_a_clone_there_is_nothing_to_build() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().canonicalize().unwrap();
    for command in ["build", "serve"] {
        let mut book = program(env!("CARGO_BIN_EXE_book"), &[command]);
        let output = run(book.current_dir(&here));
        assert_eq!(output.status.code(), Some(1));
        let expected = format!(
            "error: no workbook in {} or above: run this in your clone of it, or name it with --root\n",
            here.display()
        );
        assert_eq!(text(&output.stderr), expected);
    }
    let output = run(
        program(env!("CARGO_BIN_EXE_book"), &["build", "--root", "no/such"]).current_dir(&here),
    );
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(
        message.starts_with("error: no folder no/such: "),
        "{message}"
    );
}

/// `book.toml` names it as the command of a preprocessor.
#[test]
fn mdbook_itself_may_start_it() {
    let book = env!("CARGO_BIN_EXE_book");
    assert_eq!(
        said(&mut program(book, &["preprocess", "supports", "html"])),
        ""
    );
    let output = piped(&mut program(book, &["preprocess"]), b"no book");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).starts_with("error: "),
        "{}",
        text(&output.stderr)
    );
}

/// Root may write anywhere: it runs the builder as another user.
#[cfg(unix)]
#[test]
fn a_clone_that_cannot_be_written_to_is_named() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let clone = clone();
    let permit = |name: &str, mode| set_permissions(clone.path(name), Permissions::from_mode(mode));
    permit("", 0o755).unwrap();
    permit("book", 0o555).unwrap();
    let mut command = clone.book(&["build"]);
    if rustix::process::getuid().is_root() {
        command.uid(65_534);
    }
    let Ok(child) = command.spawn() else {
        return eprintln!("skipped: no other user may run the builder here");
    };
    let output = lesson_testing::child::finish(child);
    permit("book", 0o755).unwrap();
    assert_snapshot!(clone.plain(text(&output.stderr)));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(clone.read("book/book/index.html"), "the old book");
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_browser_the_book_is_built_all_the_same() {
    let clone = clone();
    let mut command = clone.book(&["build", "--open"]);
    let output = run(command.env("PATH", "/nowhere").env_remove("BROWSER"));
    let message = text(&output.stderr);
    assert!(
        message.starts_with("warning: no browser could be started: "),
        "{message}"
    );
    assert_eq!(output.status.code(), Some(0));
    assert!(clone.read("book/book/index.html").contains("A small book"));
}
