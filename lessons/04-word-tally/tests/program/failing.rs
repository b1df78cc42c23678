//! Inputs and outputs that fail, and Ctrl-C.

use crate::lesson;
use lesson_testing::child::{piped, run, text};
use lesson_testing::files::folder;
use lesson_testing::standard;
use std::fs::write;
use std::io::pipe;

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let (good, missing) = (folder.path().join("good"), folder.path().join("missing"));
    write(&good, "key key").unwrap();
    let output = run(lesson(&[]).arg(&missing).arg(&good));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "key: 2\n");
    let message = text(&output.stderr);
    let expected = format!("error: cannot read {}: ", missing.display());
    assert!(message.starts_with(&expected), "{message}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_fails_while_it_is_read_is_named_once() {
    // It can be opened; reading it fails.
    let output = run(&mut lesson(&["/proc/self/mem"]));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot read /proc/self/mem: Input/output error (os error 5)\n"
    );
}

#[cfg(unix)]
#[test]
fn standard_input_that_is_a_folder_is_named() {
    let folder = std::fs::File::open(std::env::temp_dir()).unwrap();
    let output = run(lesson(&["-"]).stdin(folder));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot read standard input: Is a directory (os error 21)\n"
    );
}

#[test]
fn a_closed_output_ends_it_quietly() {
    for format in ["--format=text", "--format=json"] {
        standard::a_closed_output_is_no_failure(lesson(&[format]));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    standard::a_full_device_is_a_failure(lesson(&[]));
}

#[test]
fn closed_errors_do_not_matter() {
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    let output = run(lesson(&["no such file"]).stderr(closed));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_empty_input_has_no_words() {
    let output = piped(&mut lesson(&[]), b" \n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_it_reads() {
    use lesson_testing::child::{finish, interrupt};
    use rustix::process::Signal;
    use std::io::Write;
    use std::os::unix::process::ExitStatusExt;
    use std::process::Stdio;

    let mut child = lesson(&["-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // More than a pipe holds: when it is written, the program has begun to read.
    input.write_all(&vec![b'x'; 1 << 20]).unwrap();
    interrupt(&child);
    let output = finish(child);
    drop(input);
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()));
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
}

/// Far more than the memory that the program may have: as a file, and through a pipe.
#[cfg(target_os = "linux")]
#[test]
fn a_word_that_is_too_long_is_a_failure_and_the_rest_is_counted() {
    use lesson_testing::child::program;

    let folder = folder(&[("few", b"the lock the key")]);
    let long = std::fs::File::create(folder.path().join("long")).unwrap();
    // A hole: zeros, and no white space.
    long.set_len(300_000_000).unwrap();
    let limit = "ulimit -v 500000";
    let scripts = [
        ("exec \"$0\" long few", "long"),
        ("cat long | \"$0\" - few", "standard input"),
    ];
    for (script, name) in scripts {
        let script = format!("{limit}; {script}");
        let mut command = program("sh", &["-c", &script, env!("CARGO_BIN_EXE_lesson-04")]);
        let output = run(command.current_dir(folder.path()));
        let error = format!(
            "error: cannot read {name}: it has a word of more than 16 MiB, so it is probably not text\n"
        );
        assert_eq!(text(&output.stderr), error);
        assert_eq!(text(&output.stdout), "the: 2\n");
        assert_eq!(output.status.code(), Some(1));
    }
}

/// The longest that is counted is counted within the same memory: the strategies that keep most copies.
#[cfg(target_os = "linux")]
#[test]
fn a_word_that_is_barely_not_too_long_is_counted() {
    use lesson_testing::child::program;

    let long = vec![b'X'; 16 * 1024 * 1024 - 10];
    let folder = folder(&[("long", &long)]);
    for strategy in ["merge", "channel"] {
        let script = "ulimit -v 500000; exec \"$@\" long --min=1 --top=1";
        let mut command = program("sh", &["-c", script, "sh"]);
        command.args([env!("CARGO_BIN_EXE_lesson-04"), "--strategy", strategy]);
        let output = run(command.current_dir(folder.path()));
        assert_eq!(text(&output.stderr), "", "{strategy}");
        assert_eq!(
            output.stdout.len(),
            long.len() + ": 1\n".len(),
            "{strategy}"
        );
    }
}

/// Words of which each table keeps the letters, and words that take memory of their own.
#[cfg(target_os = "linux")]
#[test]
fn more_different_words_than_memory_holds_are_a_failure() {
    use lesson_testing::user::after;

    let short: Vec<_> = (0..400_000).map(|n| format!("w{n:x}")).collect();
    let long: Vec<_> = (0..150_000).map(|n| format!("{n:020x}")).collect();
    let (short, long) = (short.join(" "), long.join(" "));
    let folder = folder(&[("short", short.as_bytes()), ("long", long.as_bytes())]);
    for strategy in ["mutex", "batched", "sharded", "rwlock", "merge", "channel"] {
        for file in ["short", "long"] {
            let args = ["--strategy", strategy, "--jobs=2", "--top=1", file];
            let executable = env!("CARGO_BIN_EXE_lesson-04");
            let mut command = after("ulimit -v 26000", executable, &args);
            command.env("MALLOC_ARENA_MAX", "1");
            let output = run(command.current_dir(folder.path()));
            let error = "error: not enough memory for so many different words; try fewer --jobs, or \
                         fewer files at once\n";
            assert_eq!(text(&output.stderr), error, "{strategy} {file}");
            assert_eq!(text(&output.stdout), "", "{strategy} {file}");
            assert_eq!(output.status.code(), Some(1), "{strategy} {file}");
        }
    }
}

/// What the threads need before they count a word.
#[cfg(target_os = "linux")]
#[test]
fn more_threads_than_memory_holds_are_a_failure() {
    use lesson_testing::user::after;

    let files: Vec<String> = (0..600).map(|n| format!("{n}")).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|name| (&**name, &b"a a"[..])).collect();
    let folder = folder(&files);
    let args = ["--jobs=600", "."];
    let executable = env!("CARGO_BIN_EXE_lesson-04");
    let mut command = after("ulimit -v 600000", executable, &args);
    let output = run(command.current_dir(folder.path()));
    let error = "error: cannot start a thread; try fewer --jobs: ";
    assert!(text(&output.stderr).starts_with(error), "{output:?}");
    assert_eq!(output.status.code(), Some(1));
}
