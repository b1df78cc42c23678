//! `--hash`: byte for byte what `sha256sum` prints.

use crate::lesson;
use lesson_testing::child::{piped, program, run, said, text};
use lesson_testing::files::{folder, random};
use std::fs::{self, File};
use std::io::Seek;
use std::path::Path;
use std::process::{Command, Stdio};

/// Of nothing, and of `abc`: from the standard that defines it.
const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// The sums of these files, in this folder.
fn hash(folder: &Path, names: &[&str]) -> Command {
    let mut command = lesson(&["--hash", "--permits=2"]);
    command.args(names).current_dir(folder);
    command
}

#[test]
fn known_sums_come_in_the_order_of_the_command_line() {
    let folder = folder(&[("b", b"abc"), ("a", b"")]);
    let printed = said(&mut hash(folder.path(), &["b", "a", "b"]));
    assert_eq!(
        printed,
        format!("{OF_ABC}  b\n{OF_NOTHING}  a\n{OF_ABC}  b\n")
    );
}

#[cfg(unix)]
#[test]
fn names_that_would_break_a_line_are_escaped() {
    let folder = folder(&[("a\nb", b"abc"), ("c\\d", b"abc"), ("e\rf", b"abc")]);
    let printed = said(&mut hash(folder.path(), &["a\nb", "c\\d", "e\rf"]));
    let expected = [r"a\nb", r"c\\d", r"e\rf"].map(|name| format!("\\{OF_ABC}  {name}\n"));
    assert_eq!(printed, expected.concat());
}

/// What `sha256sum` prints for these files; `None` where there is none.
#[cfg(target_os = "linux")]
fn sha256sum(folder: &Path, names: &[&std::ffi::OsStr], input: &[u8]) -> Option<Vec<u8>> {
    let mut command = program("sha256sum", &[]);
    command.args(names).current_dir(folder);
    if Command::new("sha256sum")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        eprintln!("skipped: there is no sha256sum");
        return None;
    }
    Some(piped(&mut command, input).stdout)
}

#[cfg(target_os = "linux")]
#[test]
fn sha256sum_prints_the_same() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    let mut names: Vec<&OsStr> = vec![];
    let odd: [&[u8]; 14] = [
        b"plain",
        b"with space",
        b" leading",
        b"*star",
        b"tab\t",
        b"line\nend",
        b"back\\slash",
        b"carriage\rreturn",
        b"both\n\\",
        b"not \xFF UTF-8",
        "\u{e9}\u{4e2d}".as_bytes(),
        b"\x1b[31mred",
        b"dir/\n",
        b"-n",
    ];
    fs::create_dir(folder.path().join("dir")).unwrap();
    for (i, name) in odd.iter().enumerate() {
        let name = OsStr::from_bytes(name);
        // Around what one read brings, and none at all.
        let len = [0, 1, 55, 64, 262_143, 262_144, 262_145][i % 7];
        fs::write(folder.path().join(name), random(len)).unwrap();
        if name != "-n" {
            names.push(name);
        }
    }
    names.extend(["./-n", "-", "missing", "-", "dir", "./dir/../plain"].map(OsStr::new));
    let Some(expected) = sha256sum(folder.path(), &names, b"input") else {
        return;
    };
    for permits in ["1", "3"] {
        let mut command = lesson(&["--hash", "--permits", permits]);
        command.args(&names).current_dir(folder.path());
        let output = piped(&mut command, b"input");
        assert!(
            output.stdout == expected,
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            text(&output.stderr),
            "error: cannot read missing: No such file or directory (os error 2)\n\
             error: cannot read dir: Is a directory (os error 21)\n"
        );
    }
}

#[test]
fn standard_input_is_read_from_a_pipe_and_from_a_file() {
    let big = random(1_000_003);
    let folder = folder(&[("big", &big)]);
    let named = said(&mut hash(folder.path(), &["big"]));
    let expected = named.replace("  big", "  -");
    for args in [&["--hash"][..], &["--hash", "-"]] {
        let output = piped(&mut lesson(args), &big);
        assert_eq!(text(&output.stdout), expected);
        assert!(output.status.success());
        let file = File::open(folder.path().join("big")).unwrap();
        assert_eq!(said(lesson(args).stdin(file)), expected);
    }
}

#[test]
fn sums_go_into_a_file() {
    let folder = folder(&[("a", b"abc")]);
    let mut to = tempfile::tempfile().unwrap();
    let mut command = hash(folder.path(), &["a"]);
    let output = run(command.stdout(to.try_clone().unwrap()));
    assert!(output.status.success());
    to.rewind().unwrap();
    assert_eq!(
        std::io::read_to_string(to).unwrap(),
        format!("{OF_ABC}  a\n")
    );
}

#[test]
fn many_files_are_listed_in_order_whichever_is_first() {
    let names: Vec<String> = (0..300).map(|i| format!("{i:03}")).collect();
    // The first are the largest: those after them are done before.
    let contents: Vec<Vec<u8>> = (0..300).map(|i| random((300 - i) * 1000)).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .zip(&contents)
        .map(|(n, c)| (&**n, &**c))
        .collect();
    let folder = folder(&files);
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    let one = said(
        lesson(&["--hash", "--permits=1", "--workers=1"])
            .args(&names)
            .current_dir(folder.path()),
    );
    let many = said(
        lesson(&["--hash", "--permits=5", "--workers=9"])
            .args(&names)
            .current_dir(folder.path()),
    );
    assert!(one == many);
    let order: Vec<_> = one.lines().map(|line| &line[66..]).collect();
    assert_eq!(order, names);
}
