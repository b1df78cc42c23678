//! What holds for the program of every lesson. `lesson` makes its command from arguments.

use crate::child::{refused, run, said, text};
use crate::traps::line;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Help lists every trap of the lesson in `folder`.
pub fn help_lists_every_trap(lesson: fn(&[&str]) -> Command, folder: &str) {
    let help = said(&mut lesson(&["--help"]));
    let entries = fs::read_dir(Path::new(folder).join("src/traps")).expect("traps");
    for entry in entries {
        let name = entry.expect("a file").file_name();
        let name = name.to_str().and_then(|name| name.strip_suffix(".rs"));
        let trap = name.expect("a source").replace('_', "-");
        assert!(help.contains(&format!("- {trap}:")), "{trap}");
    }
}

/// A trap that does not show in one run says so, with status 3.
pub fn a_trap_that_does_not_show_says_so(lesson: fn(&[&str]) -> Command, trap: &str) {
    let output = run(&mut lesson(&["--trap", trap, "--runs=1"]));
    match output.status.code() {
        // It may show in the first run.
        Some(0) => assert_eq!(line(text(&output.stdout), "it took"), "1 run"),
        code => {
            assert_eq!(code, Some(3));
            assert_eq!(text(&output.stdout), "");
            let expected =
                format!("{trap} did not show up in 1 run; try again, or pass a larger --runs\n");
            assert_eq!(text(&output.stderr), expected);
        }
    }
}

/// The reader has stopped reading, which is no failure.
pub fn a_closed_output_is_no_failure(mut command: Command) {
    let (reader, closed) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = run(command.stdout(closed));
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

/// A full disk behind standard output is told of.
#[cfg(target_os = "linux")]
pub fn a_full_device_is_a_failure(mut command: Command) {
    let full = fs::File::options().write(true).open("/dev/full");
    let output = run(command.stdout(full.expect("a device")));
    assert_eq!(
        text(&output.stderr),
        "error: cannot write to standard output: No space left on device (os error 28)\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

/// Colour that is asked for comes, also in a pipe; else a pipe has none.
pub fn colour_comes_when_it_is_asked_for(lesson: fn(&[&str]) -> Command, args: &[&str]) {
    for (color, wanted) in [("always", true), ("auto", false), ("never", false)] {
        let said = said(lesson(args).args(["--color", color]));
        assert_eq!(said.contains('\x1b'), wanted, "{color}");
    }
}

/// Arguments that are not UTF-8 are refused where text is meant, and nothing panics.
#[cfg(unix)]
pub fn options_that_are_not_utf_8_are_refused(lesson: fn(&[&str]) -> Command, options: &[&str]) {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    for option in options {
        let message = refused(lesson(&[option]).arg(OsStr::from_bytes(b"\xFF")));
        assert!(message.starts_with("error: "), "{message}");
        assert!(!message.contains("panicked"), "{message}");
    }
}

/// Wrong names suggest the nearest: `(option, near, nearest)`.
pub fn a_wrong_name_suggests_the_nearest(
    lesson: fn(&[&str]) -> Command,
    names: &[(&str, &str, &str)],
) {
    for (option, near, nearest) in names {
        let message = refused(&mut lesson(&[option, near]));
        let suggestion = format!("a similar value exists: '{nearest}'");
        assert!(message.contains(&suggestion), "{message}");
    }
}

/// Names that would move the cursor, change colors, begin a line or turn the text round, each with what
/// must not come out of it.
#[cfg(unix)]
const ODD: [(&str, &str); 8] = [
    ("\x1b]0;title\x07", "\x1b]"),
    ("\x1b[2Jx", "\x1b[2J"),
    ("n\nerror: disk full", "\nerror: disk full"),
    ("over\rwritten", "\r"),
    ("back\x08", "\x08"),
    ("del\x7f", "\x7f"),
    ("\u{9b}2Jx", "\u{9b}"),
    ("txt.\u{202e}gpj", "\u{202e}"),
];

/// Nothing comes raw from odd names, whether there are such files or not: `options` stand before the name.
/// Colors are asked for, so that nothing is filtered.
#[cfg(unix)]
pub fn odd_names_are_quoted(lesson: fn(&[&str]) -> Command, options: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    for exists in [false, true] {
        for (name, raw) in ODD {
            if exists {
                fs::write(folder.path().join(name), "two words\n").expect("a file");
            }
            let mut command = lesson(&["--color=always"]);
            command.args(options).arg(name).current_dir(folder.path());
            let output = run(&mut command);
            let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
            assert!(!said.contains(raw), "{options:?} {name:?}: {said:?}");
        }
    }
}

/// An empty name among others is one failure, and the others are done: `said` is what comes of them.
#[cfg(unix)]
pub fn an_empty_name_is_one_failure(lesson: fn(&[&str]) -> Command, options: &[&str], said: &str) {
    let folder = crate::files::folder(&[("a", b"one two\n"), ("b", b"two\n")]);
    let mut command = lesson(options);
    command.args(["a", "", "b"]).current_dir(folder.path());
    let output = run(&mut command);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains(said), "{output:?}");
    let error = "error: cannot read \"\": No such file or directory (os error 2)\n";
    assert_eq!(text(&output.stderr).matches("error: ").count(), 1);
    assert!(text(&output.stderr).contains(error), "{output:?}");
}
