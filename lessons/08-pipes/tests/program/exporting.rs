//! `export`: where its rows go, and how it ends.

use crate::databases::{export, lines, made, unzipped};
use flate2::read::GzDecoder;
use lesson_testing::child::{ended, fails, finish, refuses, run, text};
use lesson_testing::files::{folder, names};
use lesson_testing::standard;
use std::fs::{read, write};
use std::io::Read;

/// The rows before the broken page were written already: they must not look like all.
#[test]
fn a_database_that_breaks_off_leaves_no_file_and_no_whole_stream() {
    let here = folder(&[]);
    let args = ["--demo=20000", "--table=records", "--output=whole"];
    assert_eq!(run(&mut export(here.path(), &args)).status.code(), Some(0));
    let path = here.path().join("db");
    let mut bytes = read(&path).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(b'x');
    write(&path, bytes).unwrap();
    let error = "error: cannot read db: database disk image is malformed\n";
    fails(
        &mut export(here.path(), &["--table=records", "--output=part"]),
        error,
    );
    assert_eq!(names(here.path()), ["db", "whole"]);
    let output = run(&mut export(here.path(), &["--table=records"]));
    ended(&output, 1, error);
    let cut = GzDecoder::new(&output.stdout[..]).read_to_end(&mut vec![]);
    assert!(cut.is_err(), "a part looks whole");
    let output = run(&mut export(here.path(), &["--table=records", "--url=own"]));
    assert!(text(&output.stderr).ends_with(error));
    assert_eq!(text(&output.stdout), "");
}

#[test]
fn a_demonstration_is_made_once_and_all_ways_say_the_same() {
    let here = folder(&[]);
    let args = ["--demo=25001", "--table=records", "--output=a file"];
    let output = run(&mut export(here.path(), &args));
    assert!(text(&output.stderr).starts_with("25001 rows: "));
    assert_eq!(names(here.path()), ["a file", "db"]);
    let in_file = read(here.path().join("a file")).unwrap();
    let said = lines(here.path(), "records");
    assert_eq!(unzipped(&in_file), said);
    assert_eq!(said.lines().count(), 25_001);
    let first = "{\"id\":1,\"name\":\"record 1\",\"price\":0.25,\"note\":\"café\",\"image\":null}";
    assert_eq!(said.lines().next(), Some(first));
    let numbered = said.lines().enumerate();
    for (i, line) in numbered {
        assert!(line.starts_with(&format!("{{\"id\":{},", i + 1)), "{line}");
    }
    // Another one is not made in its place.
    let error = "error: db exists already: name another file, or leave out --demo\n";
    fails(&mut export(here.path(), &args), error);
    // A server gets the same bytes.
    let output = run(&mut export(here.path(), &["--table=records", "--url=own"]));
    let mut crc = flate2::Crc::new();
    crc.update(&in_file);
    let bytes = format!("{{\"bytes\":{},", in_file.len());
    let crc = format!("\"crc32\":\"{:08x}\"}}\n", crc.sum());
    let said = text(&output.stdout);
    assert!(said.starts_with(&bytes) && said.ends_with(&crc), "{said}");
}

#[test]
fn the_output_replaces_a_file_and_never_the_database() {
    let here = folder(&[("out", b"old")]);
    let args = ["--demo=3", "--table=records", "--output=out"];
    assert_eq!(run(&mut export(here.path(), &args)).status.code(), Some(0));
    let said = unzipped(&read(here.path().join("out")).unwrap());
    assert_eq!(said.lines().count(), 3);
    let before = read(here.path().join("db")).unwrap();
    fails(
        &mut export(here.path(), &["--table=records", "--output=./db"]),
        "error: ./db is the database: name another file\n",
    );
    assert!(read(here.path().join("db")).unwrap() == before);
    // Nor what SQLite keeps beside it, whether there is anything yet or not.
    for beside in ["db-wal", "./db-shm", "db-journal"] {
        let to = format!("--output={beside}");
        let error = format!("error: {beside} belongs to the database: name another file\n");
        fails(&mut export(here.path(), &["--table=records", &to]), &error);
        assert_eq!(names(here.path()), ["db", "out"]);
    }
    let output = run(&mut export(here.path(), &["--table=records", "--output=."]));
    ended(
        &output,
        1,
        "error: cannot write to .: it is a folder; name a file in it\n",
    );
    let output = run(&mut export(
        here.path(),
        &["--table=records", "--output=no/out"],
    ));
    let error = "error: cannot write to no/out: its folder is not there; make it first: ";
    assert!(text(&output.stderr).starts_with(error));
    refuses(
        &mut export(
            here.path(),
            &["--table=records", "--output=out", "--url=own"],
        ),
        "cannot be used with",
    );
}

/// More rows than a test can wait for, of a view; or none, and work forever.
const ENDLESS: &str = "
CREATE VIEW endless AS
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
CREATE VIEW silent AS SELECT i FROM endless WHERE i < 0";

#[test]
fn time_is_over_also_while_no_row_comes() {
    let Some(here) = made(ENDLESS) else { return };
    for table in ["endless", "silent"] {
        for to in ["--output=out", "--output=-"] {
            let args = ["--timeout=50ms", "--table", table, to];
            let error = "error: cannot read all rows: not done within 50ms\n";
            fails(&mut export(here.path(), &args), error);
        }
        let args = ["--timeout=50ms", "--table", table, "--url=own"];
        let output = run(&mut export(here.path(), &args));
        assert!(text(&output.stderr).ends_with(": not done within 50ms\n"));
        assert_eq!(output.status.code(), Some(1));
    }
    assert_eq!(names(here.path()), ["db"]);
}

#[test]
fn a_closed_output_ends_it_quietly() {
    let Some(here) = made(ENDLESS) else { return };
    standard::a_closed_output_is_no_failure(export(here.path(), &["--table=endless"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    let Some(here) = made(ENDLESS) else { return };
    standard::a_full_device_is_a_failure(export(here.path(), &["--table=endless"]));
    let args = ["--table=endless", "--output=/dev/full"];
    let error = "error: cannot write to /dev/full: No space left on device (os error 28)\n";
    fails(&mut export(here.path(), &args), error);
}

/// Ctrl-C while a file is written, and while a demonstration is made.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_partial_file() {
    use lesson_testing::child::interrupt;

    let Some(here) = made(ENDLESS) else { return };
    let other = folder(&[]);
    for (here, args, left) in [
        (&here, &["--table=endless", "--output=out"][..], &["db"][..]),
        (&other, &["--table=records", "--demo=4000000000"], &[]),
    ] {
        let mut child = export(here.path(), args).spawn().unwrap();
        // It has begun, unless it has failed.
        while child.try_wait().unwrap().is_none() {
            if names(here.path())
                .iter()
                .any(|name| name.starts_with(".unfinished-"))
            {
                break;
            }
            std::thread::yield_now();
        }
        interrupt(&child);
        let output = finish(child);
        ended(&output, 130, "");
        assert_eq!(names(here.path()), left);
    }
}

/// What each of them holds is the same, whatever the number of rows.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_rows() {
    let peak = |rows: u32| {
        let here = folder(&[]);
        let demo = format!("--demo={rows}");
        let args = [&demo, "--table=records", "--output=out"];
        assert_eq!(run(&mut export(here.path(), &args)).status.code(), Some(0));
        let args = ["--table=records", "--output=out", "--stats"];
        let output = run(&mut export(here.path(), &args));
        let message = text(&output.stderr).trim_end();
        let (_, peak) = message.split_once("peak memory: ").unwrap();
        let peak: f64 = peak.strip_suffix(" MB").unwrap().parse().unwrap();
        peak
    };
    let (few, many) = (peak(10_000), peak(60_000));
    assert!(
        many < few + 2.0,
        "{few} MB for few rows, {many} MB for many"
    );
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_no_compressed_bytes() {
    use lesson_testing::terminal::shown;

    let here = folder(&[]);
    let args = ["--demo=2", "--table=records", "--output=out"];
    assert_eq!(run(&mut export(here.path(), &args)).status.code(), Some(0));
    let mut command = export(here.path(), &["--table=records"]);
    command.env("NO_COLOR", "1");
    let (said, status) = shown(command);
    let advice = "what is compressed is not for a terminal: add --output FILE, or | gzip -dc";
    assert_eq!(said, format!("error: {advice}\r\n"));
    assert_eq!(status, Some(1));
    let (said, status) = shown(export(here.path(), &["--table=records", "--output=out"]));
    // On a busy machine, a progress bar is shown before it.
    assert!(said.contains("2 rows: "), "{said}");
    assert!(
        said.contains("Next: cargo run --bin lesson-08 -- export "),
        "{said}"
    );
    assert_eq!(status, Some(0));
}

/// One value may have a gigabyte.
#[cfg(target_os = "linux")]
#[test]
fn a_row_that_memory_cannot_hold_is_a_failure() {
    use crate::lesson;
    use lesson_testing::user::after;

    let huge = "CREATE TABLE huge (v); INSERT INTO huge VALUES (zeroblob(60000000))";
    let Some(here) = made(huge) else { return };
    let executable = lesson(&[]).get_program().to_owned();
    let executable = executable.to_str().unwrap();
    // Less than the bytes need, and less than they need in base64 too.
    for limit in ["ulimit -v 150000", "ulimit -v 220000"] {
        let args = ["export", "db", "--table=huge", "--output=out"];
        let mut command = after(limit, executable, &args);
        let output = run(command.current_dir(here.path()));
        ended(&output, 1, "error: cannot read db: out of memory\n");
        assert_eq!(names(here.path()), ["db"]);
    }
}
