//! `export`, of databases that `sqlite3` has made, and of its own.

use crate::lesson;
use flate2::read::GzDecoder;
use lesson_testing::child::{finish, refused, run, text};
use lesson_testing::files::{folder, names};
use lesson_testing::standard;
use std::fs::{self, read, write};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with a database `db`, in which this was done. `None`, and loudly: there is no `sqlite3`.
fn made(sql: &str) -> Option<TempDir> {
    let here = folder(&[]);
    let mut command = Command::new("sqlite3");
    command.args(["db", sql]).current_dir(here.path());
    match command.stdin(Stdio::null()).output() {
        Ok(output) => {
            assert_eq!(text(&output.stderr), "");
            assert!(output.status.success());
            Some(here)
        }
        Err(why) => {
            eprintln!("SKIPPED: sqlite3 cannot be run: {why}");
            None
        }
    }
}

fn export(here: &Path, args: &[&str]) -> Command {
    let mut command = lesson(&["export", "db"]);
    command.args(args).current_dir(here);
    command
}

fn unzipped(bytes: &[u8]) -> String {
    let mut said = String::new();
    let mut lines = GzDecoder::new(bytes);
    lines.read_to_string(&mut said).expect("a whole gzip file");
    said
}

/// All rows of a table.
fn lines(here: &Path, table: &str) -> String {
    let output = run(&mut export(here, &["--table", table]));
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    unzipped(&output.stdout)
}

fn failed(output: &Output, error: &str) {
    assert_eq!(text(&output.stderr), error);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn every_kind_of_value_is_told_from_the_others() {
    let values = "NULL), (-9223372036854775808), (0.1), (1.0), (1e300), (9e999), (-9e999), ('a\"\u{1}é'), \
                  (''), (x''), (x'00FF'), (CAST(x'636166E9' AS TEXT)), (CAST(x'6100' AS TEXT)";
    let sql = format!("CREATE TABLE t (v); INSERT INTO t VALUES ({values})");
    let Some(here) = made(&sql) else { return };
    let expected = r#"{"v":null}
{"v":-9223372036854775808}
{"v":0.1}
{"v":1.0}
{"v":1e300}
{"v":9e999}
{"v":-9e999}
{"v":"a\"\u0001é"}
{"v":""}
{"v":{"blob":""}}
{"v":{"blob":"AP8="}}
{"v":{"text":"Y2Fm6Q=="}}
{"v":"a\u0000"}
"#;
    let said = lines(here.path(), "t");
    assert_eq!(said.replace("1e+300", "1e300"), expected);
}

#[test]
fn odd_names_are_quoted_and_nothing_else_is_run() {
    let sql = r#"CREATE TABLE "a ""b""; DROP TABLE other; --" ("x y", "select", "q""", 'é');
        INSERT INTO "a ""b""; DROP TABLE other; --" VALUES (1, 2, 3, 4);
        CREATE TABLE other (a); CREATE TABLE "";"#;
    let Some(here) = made(&sql.replace(" CREATE TABLE \"\";", "")) else {
        return;
    };
    let before = read(here.path().join("db")).unwrap();
    let said = lines(here.path(), r#"a "b"; DROP TABLE other; --"#);
    assert_eq!(said, "{\"x y\":1,\"select\":2,\"q\\\"\":3,\"é\":4}\n");
    assert_eq!(lines(here.path(), "other"), "");
    assert!(read(here.path().join("db")).unwrap() == before);
    assert_eq!(names(here.path()), ["db"]);
}

#[test]
fn views_computed_columns_and_tables_without_numbers_are_exported() {
    let Some(here) = made(
        "CREATE TABLE t (a, b AS (a * 2), c AS (a * 3) STORED); INSERT INTO t VALUES (2);
         CREATE VIEW v AS SELECT a AS x, c FROM t;
         CREATE TABLE w (k PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO w VALUES ('k', 1);",
    ) else {
        return;
    };
    for (table, expected) in [
        ("T", "{\"a\":2,\"b\":4,\"c\":6}\n"),
        ("v", "{\"x\":2,\"c\":6}\n"),
        ("w", "{\"k\":\"k\",\"v\":1}\n"),
    ] {
        assert_eq!(lines(here.path(), table), expected);
    }
}

#[test]
fn a_table_that_is_not_there_is_refused_with_the_nearest_or_all() {
    let Some(here) = made("CREATE TABLE customers (a); CREATE TABLE orders (a)") else {
        return;
    };
    for (table, advice) in [
        ("custmers", "; a similar one exists: 'customers'"),
        ("zzz", "; it has customers, orders"),
        ("", "; it has customers, orders"),
    ] {
        let message = refused(&mut export(
            here.path(),
            &["--table", table, "--output", "out"],
        ));
        assert!(message.contains(&format!(" in db{advice}\n")), "{message}");
    }
    assert_eq!(names(here.path()), ["db"]);
    write(here.path().join("db"), "").unwrap();
    let message = refused(&mut export(here.path(), &["--table=a"]));
    assert!(message.contains(": it has none"), "{message}");
}

#[test]
fn what_is_no_database_is_named_with_its_cause() {
    let here = folder(&[("db", &[b'x'; 4096])]);
    let output = run(&mut export(here.path(), &["--table=t"]));
    failed(&output, "error: cannot read db: file is not a database\n");
    fs::remove_file(here.path().join("db")).unwrap();
    let output = run(&mut export(here.path(), &["--table=t"]));
    assert!(text(&output.stderr).starts_with("error: cannot open db: "));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(names(here.path()), [""; 0]);
}

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
    let output = run(&mut export(
        here.path(),
        &["--table=records", "--output=part"],
    ));
    failed(&output, error);
    assert_eq!(names(here.path()), ["db", "whole"]);
    let output = run(&mut export(here.path(), &["--table=records"]));
    failed(&output, error);
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
    let output = run(&mut export(here.path(), &args));
    let error = "error: db exists already: name another file, or leave out --demo\n";
    failed(&output, error);
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
    let output = run(&mut export(
        here.path(),
        &["--table=records", "--output=./db"],
    ));
    failed(&output, "error: ./db is the database: name another file\n");
    assert!(read(here.path().join("db")).unwrap() == before);
    let output = run(&mut export(here.path(), &["--table=records", "--output=."]));
    failed(
        &output,
        "error: cannot write to .: it is a folder; name a file in it\n",
    );
    let output = run(&mut export(
        here.path(),
        &["--table=records", "--output=no/out"],
    ));
    assert!(text(&output.stderr).starts_with("error: cannot write no/out: "));
    let message = refused(&mut export(
        here.path(),
        &["--table=records", "--output=out", "--url=own"],
    ));
    assert!(message.contains("cannot be used with"), "{message}");
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_or_mean_something_to_sqlite_work() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    for name in [&b"odd\n\xFF"[..], b":memory:", b"file:x?mode=memory", b"-"] {
        let here = folder(&[]);
        let name = OsStr::from_bytes(name);
        if write(here.path().join(name), "").is_err() {
            eprintln!("SKIPPED: this file system wants UTF-8");
            continue;
        }
        fs::remove_file(here.path().join(name)).unwrap();
        let mut command = lesson(&["export", "--demo=2", "--table=records"]);
        let output = run(command.arg(name).current_dir(here.path()));
        assert_eq!(text(&output.stderr), "");
        assert_eq!(unzipped(&output.stdout).lines().count(), 2);
        assert_eq!(names(here.path()).len(), 1);
    }
}

/// More rows than anybody waits for, of a view; or none, and work for ever.
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
            let output = run(&mut export(here.path(), &args));
            let error = "error: cannot read all rows: not done within 50ms\n";
            failed(&output, error);
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
    let output = run(&mut export(here.path(), &args));
    let error = "error: cannot write to /dev/full: No space left on device (os error 28)\n";
    failed(&output, error);
}

/// Ctrl-C while a file is written, and while a demonstration is made.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_partial_file() {
    use lesson_testing::child::{ignores_ctrl_c, interrupt};

    if ignores_ctrl_c() {
        return;
    }
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
        assert_eq!(text(&output.stderr), "");
        assert_eq!(output.status.code(), Some(130));
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
    let (few, many) = (peak(10_000), peak(200_000));
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
    assert!(said.starts_with("2 rows: "), "{said}");
    assert!(
        said.contains("Next: cargo run --bin lesson-08 -- export "),
        "{said}"
    );
    assert_eq!(status, Some(0));
}
