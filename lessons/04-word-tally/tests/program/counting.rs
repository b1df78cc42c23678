//! Every strategy, every kind of input, the same words.

use crate::{FOLDER, lesson};
use lesson_testing::child::{piped, run, text};
use lesson_testing::files::{folder, random};
use std::collections::HashMap;
use std::fs::{File, write};
use std::process::Output;

const STRATEGIES: [&str; 6] = ["mutex", "batched", "sharded", "rwlock", "merge", "channel"];

/// What the program should print, counted in the plainest way.
fn expected(bytes: &[u8], min: u64) -> String {
    let mut counts = HashMap::<String, u64>::new();
    let all = String::from_utf8_lossy(bytes);
    for word in all.split(char::is_whitespace).filter(|w| !w.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().filter(|(_, n)| *n >= min).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let lines = counts.into_iter().map(|(word, n)| format!("{word}: {n}\n"));
    lines.collect()
}

/// Text of several blocks: words of all lengths, one of 600 KB, white space of every kind.
fn long_text() -> Vec<u8> {
    let mut bytes = vec![];
    let spaces = [" ", "\n", "\u{3000}", "\u{a0}", "\u{b}", "\t\t", "\u{2003}"];
    for (i, byte) in random(80_000).into_iter().enumerate() {
        bytes.extend(format!("Wörd{:x}", byte % 50).as_bytes());
        bytes.extend(spaces[i % spaces.len()].as_bytes());
        if i == 20_000 {
            bytes.extend(std::iter::repeat_n(b"LoNg", 150_000).flatten());
        }
        if i == 50_000 {
            bytes.extend(b"\xE3\x80 \xFFx ");
        }
    }
    bytes
}

#[track_caller]
fn printed(output: &Output) -> &str {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn without_arguments_it_counts_a_sample() {
    let output = run(&mut lesson(&[]));
    let sample = std::fs::read(format!("{FOLDER}/src/sample.txt")).unwrap();
    assert_eq!(printed(&output), expected(&sample, 2));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn every_strategy_prints_the_same_from_a_file_and_from_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, min) in [("text", long_text(), 2), ("random", random(700_000), 1)] {
        let path = folder.path().join(name);
        write(&path, &bytes).unwrap();
        let expected = expected(&bytes, min);
        let min = format!("--min={min}");
        for strategy in STRATEGIES {
            for jobs in ["1", "3"] {
                let args = ["--strategy", strategy, &*min, "--jobs", jobs];
                let from_file = run(lesson(&args).arg(&path));
                assert!(
                    printed(&from_file) == expected,
                    "{name}, {strategy}, {jobs}"
                );
                let warning = format!("warning: {}: not all of it is UTF-8; ", path.display());
                let warnings = text(&from_file.stderr);
                assert_eq!(warnings.matches(&warning).count(), 1, "{warnings}");
            }
            let from_pipe = piped(
                &mut lesson(&["--strategy", strategy, &min, "--jobs=2"]),
                &bytes,
            );
            assert!(
                printed(&from_pipe) == expected,
                "{name}, {strategy}, a pipe"
            );
        }
    }
}

#[test]
fn folders_files_and_standard_input_are_one_text() {
    let folder = folder(&[("a", b"one Two"), ("inner/b", b"two three"), ("empty", b"")]);
    let file = folder.path().join("a");
    let args = [folder.path().to_str().unwrap(), file.to_str().unwrap(), "-"];
    let output = piped(&mut lesson(&args), b"THREE");
    // The file was given twice: in its folder and by name.
    assert_eq!(printed(&output), "two: 3\none: 2\nthree: 2\n");
}

#[test]
fn files_do_not_run_into_each_other() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..300 {
        write(folder.path().join(format!("{i}")), "word").unwrap();
    }
    let output = run(lesson(&[]).arg(folder.path()));
    assert_eq!(printed(&output), "word: 300\n");
}

#[test]
fn a_redirected_file_is_read_without_being_named() {
    let folder = folder(&[("text", b"key lock key")]);
    let input = File::open(folder.path().join("text")).unwrap();
    let output = run(lesson(&[]).stdin(input));
    assert_eq!(printed(&output), "key: 2\n");
}

#[cfg(target_os = "linux")]
#[test]
fn odd_names_work() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    for name in [
        &b"with space"[..],
        b"with\nnewline",
        b"not UTF-8 \xFF",
        b"-",
    ] {
        let path = folder.path().join(OsStr::from_bytes(name));
        write(&path, "key key").unwrap();
        assert_eq!(printed(&run(lesson(&[]).arg(&path))), "key: 2\n");
    }
    assert_eq!(printed(&run(lesson(&[]).arg(folder.path()))), "key: 8\n");
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_is_looked_through_once() {
    let folder = folder(&[("text", b"key key")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    assert_eq!(printed(&run(lesson(&[]).arg(folder.path()))), "key: 2\n");
}

#[test]
fn min_and_top_choose() {
    let words = b"a b a c a b d";
    for (args, words, chosen) in [
        (&["--min=3"][..], &words[..], "a: 3\n"),
        (&["--min=1", "--top=3"], words, "a: 3\nb: 2\nc: 1\n"),
        (&["--top=0"], words, ""),
        (&["--min=0"], b"", ""),
    ] {
        assert_eq!(printed(&piped(&mut lesson(args), words)), chosen);
    }
}

#[test]
fn json_has_the_same_words() {
    let text = b"\"a\\\" key \"a\\\" key key";
    let output = piped(&mut lesson(&["--format=json"]), text);
    let json: serde_json::Value = serde_json::from_str(printed(&output)).unwrap();
    let expected =
        serde_json::json!([{"word": "key", "count": 3}, {"word": "\"a\\\"", "count": 2}]);
    assert_eq!(json, expected);
}
