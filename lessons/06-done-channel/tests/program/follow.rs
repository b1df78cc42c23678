//! `--follow`: files that grow, are cut off, renamed and replaced.

use crate::following::{append, follow, is_balanced, log, numbers};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use tempfile::tempdir;

#[test]
fn it_begins_with_the_last_lines_and_shows_what_is_added() {
    let (_folder, log) = log(numbers(1..=12));
    let (following, lines) = follow(&[], &[&log]).shows("line 12");
    assert_eq!(lines.len(), 10);
    assert_eq!(lines[0], "line 3");
    append(&log, "line 13\n");
    let (following, lines) = following.shows("line 13");
    assert_eq!(lines.len(), 1);
    let ended = following.interrupted();
    assert_eq!(ended.status, Some(0));
    assert_eq!(ended.output, "");
    assert!(
        ended
            .errors
            .starts_with("Done\nthreads: 1 started, 1 ended; ")
    );
    is_balanced(&ended.errors);
}

#[test]
fn how_many_lines_to_begin_with_can_be_said() {
    let folder = tempdir().unwrap();
    let log = folder.path().join("log");
    let many = numbers(1..=20_000);
    for (text, lines, expected) in [
        ("a\nb\nc", "2", "b\nc\n"),
        ("a\nb\nc\n", "2", "b\nc\n"),
        ("a\nb\nc\n", "9", "a\nb\nc\n"),
        ("\n\n\n", "2", "\n\n"),
        (&*many, "20000", &*many),
        (&*many, "19999", &many["line 1\n".len()..]),
    ] {
        fs::write(&log, text).unwrap();
        let following = follow(&["--lines", lines], &[&log]);
        let rest = if text.ends_with('c') { "\n" } else { "" };
        // A program that has shown this has begun.
        let begun = expected.len() - rest.len();
        let (following, mut came) = following.shows_bytes(begun);
        append(&log, format!("{rest}end\n"));
        let (following, end) = following.shows_bytes(rest.len() + 4);
        came.extend(end);
        assert_eq!(String::from_utf8(came).unwrap(), format!("{expected}end\n"));
        assert_eq!(following.interrupted().status, Some(0));
    }
}

#[test]
fn bytes_that_are_no_text_come_through() {
    let folder = tempdir().unwrap();
    let log = folder.path().join("log");
    let bytes = lesson_testing::files::random(300_000);
    let (following, _) = follow(&[], &[&log]).tells(&format!(
        "{} does not exist yet: waiting for it",
        log.display()
    ));
    append(&log, &bytes);
    let (following, came) = following.shows_bytes(bytes.len());
    assert!(came == bytes);
    assert_eq!(following.interrupted().output, "");
}

#[test]
fn a_file_that_appears_later_is_shown_from_its_beginning() {
    let folder = tempdir().unwrap();
    let log = folder.path().join("log");
    let waits = format!("{} does not exist yet: waiting for it", log.display());
    let (following, told) = follow(&[], &[&log]).tells(&waits);
    assert_eq!(told.len(), 1);
    append(&log, numbers(1..=30));
    let (following, lines) = following.shows("line 30");
    assert_eq!(lines.len(), 30);
    is_balanced(&following.interrupted().errors);
}

#[test]
fn truncation_is_reported_once_and_what_comes_after_it_is_shown() {
    let (_folder, log) = log(numbers(1..=5));
    let (following, _) = follow(&[], &[&log]).shows("line 5");
    File::create(&log).unwrap();
    let truncated = format!("{} was truncated", log.display());
    let (following, _) = following.tells(&truncated);
    append(&log, numbers(6..=8));
    let (following, lines) = following.shows("line 8");
    assert_eq!(lines, ["line 6", "line 7", "line 8"]);
    let ended = following.interrupted();
    assert!(!ended.errors.contains("truncated"), "{}", ended.errors);
    is_balanced(&ended.errors);
}

#[test]
fn a_file_that_was_cut_off_and_is_as_long_again_is_noticed() {
    let folder = tempdir().unwrap();
    let log = folder.path().join("log");
    for longer in [5, 9] {
        fs::write(&log, numbers(1..=5)).unwrap();
        let (following, _) = follow(&[], &[&log]).shows("line 5");
        // One write to the same file: it is never seen shorter.
        let mut file = OpenOptions::new().write(true).open(&log).unwrap();
        let new = numbers(1..=longer).replace("line", "news");
        file.write_all(new.as_bytes()).unwrap();
        let (following, lines) = following.shows(&format!("news {longer}"));
        assert_eq!(lines.len(), longer as usize);
        let ended = following.interrupted();
        assert_eq!(ended.errors.matches(" was truncated\n").count(), 1);
    }
}

#[test]
fn a_renamed_file_is_read_to_its_end_before_the_new_one_is() {
    let (folder, log) = log(numbers(1..=3));
    let old = folder.path().join("log.1");
    let (mut following, _) = follow(&[], &[&log]).shows("line 3");
    for n in 1..=5 {
        let first = 10 * n;
        fs::rename(&log, &old).unwrap();
        // A rotation may make the new file before the writer lets go of the old one.
        File::create(&log).unwrap();
        append(&old, numbers(first..=first + 1));
        append(&log, numbers(first + 2..=first + 4));
        let (next, lines) = following.shows(&format!("line {}", first + 4));
        let expected = numbers(first..=first + 4);
        assert_eq!(lines, expected.lines().collect::<Vec<_>>());
        following = next;
    }
    let ended = following.interrupted();
    let replaced = format!("{} was replaced: following the new one\n", log.display());
    assert_eq!(ended.errors.matches(&replaced).count(), 5);
    is_balanced(&ended.errors);
}

#[test]
fn a_file_that_is_removed_and_made_again_is_followed_on() {
    let (_folder, log) = log(numbers(1..=3));
    let (following, _) = follow(&[], &[&log]).shows("line 3");
    fs::remove_file(&log).unwrap();
    append(&log, numbers(4..=5));
    let (following, lines) = following.shows("line 5");
    assert_eq!(lines, ["line 4", "line 5"]);
    assert_eq!(following.interrupted().status, Some(0));
}

#[test]
fn several_files_come_in_whole_lines_under_headers() {
    let folder = tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    fs::write(&one, "a\nb").unwrap();
    let files = [&*one, &*two];
    let (following, _) = follow(&[], &files).shows("a");
    append(&two, "x\n");
    let (following, lines) = following.shows("x");
    assert_eq!(
        lines,
        ["".into(), format!("==> {} <==", two.display()), "x".into()]
    );
    append(&one, "c\nd");
    let (following, lines) = following.shows("bc");
    assert_eq!(
        lines,
        ["".into(), format!("==> {} <==", one.display()), "bc".into()]
    );
    // The sender has read no further than this, or it has: the end shows all that was read.
    append(&two, "y\n");
    let (following, _) = following.shows("y");
    let ended = following.interrupted();
    let header = format!("\n==> {} <==\n", one.display());
    assert!(ended.output == format!("{header}d") || ended.output.is_empty());
    assert!(ended.errors.contains("threads: 2 started, 2 ended; "));
    is_balanced(&ended.errors);
}

#[test]
fn a_last_line_without_newline_comes_too() {
    let folder = tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    fs::write(&one, "a\nb").unwrap();
    // Alone, at once.
    let (following, came) = follow(&[], &[&one]).shows_bytes(3);
    assert_eq!(came, b"a\nb");
    assert_eq!(following.interrupted().output, "");
    // With others, at the end: it came in one piece with the line before it.
    let (following, _) = follow(&[], &[&one, &two]).shows("a");
    assert_eq!(following.interrupted().output, "b");
}

#[test]
fn odd_names_are_followed() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempdir().unwrap();
    let odd = folder.path().join(OsStr::from_bytes(b"a b\n\xFF.log"));
    let log = folder.path().join("log");
    fs::write(&odd, "odd\n").unwrap();
    let (following, lines) = follow(&[], &[&odd, &log]).shows("odd");
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains(r"a b\n\xFF.log"), "{}", lines[0]);
    assert_eq!(following.interrupted().status, Some(0));
}
