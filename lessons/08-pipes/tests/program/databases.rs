//! `export` of databases that `sqlite3` has made: values, names, other programs that write.

use crate::lesson;
use flate2::read::GzDecoder;
use lesson_testing::child::{ended, fails, finish, refuses, run, text};
use lesson_testing::files::{folder, names};
use std::fs::{self, read, write};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A folder with a database `db`, in which this was done. `None`, and loudly: there is no `sqlite3`.
pub fn made(sql: &str) -> Option<TempDir> {
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

pub fn export(here: &Path, args: &[&str]) -> Command {
    let mut command = lesson(&["export", "db"]);
    command.args(args).current_dir(here);
    command
}

pub fn unzipped(bytes: &[u8]) -> String {
    let mut said = String::new();
    let mut lines = GzDecoder::new(bytes);
    lines.read_to_string(&mut said).expect("a whole gzip file");
    said
}

/// All rows of a table.
pub fn lines(here: &Path, table: &str) -> String {
    let output = run(&mut export(here, &["--table", table]));
    ended(&output, 0, "");
    unzipped(&output.stdout)
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
        refuses(
            &mut export(here.path(), &["--table", table, "--output", "out"]),
            &format!(" in db{advice}\n"),
        );
    }
    assert_eq!(names(here.path()), ["db"]);
    write(here.path().join("db"), "").unwrap();
    refuses(&mut export(here.path(), &["--table=a"]), ": it has none");
}

#[test]
fn what_is_no_database_is_named_with_its_cause() {
    let here = folder(&[("db", &[b'x'; 4096])]);
    fails(
        &mut export(here.path(), &["--table=t"]),
        "error: cannot read db: file is not a database\n",
    );
    fs::remove_file(here.path().join("db")).unwrap();
    let output = run(&mut export(here.path(), &["--table=t"]));
    assert!(text(&output.stderr).starts_with("error: cannot open db: "));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(names(here.path()), [""; 0]);
}

/// A named pipe would never be opened, because it has no writer.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_no_database() {
    let here = folder(&[]);
    fs::create_dir(here.path().join("db")).unwrap();
    let output = run(&mut export(here.path(), &["--table=t"]));
    ended(
        &output,
        1,
        "error: cannot open db: it is a folder; name a database in it\n",
    );
    fs::remove_dir(here.path().join("db")).unwrap();
    let made = Command::new("mkfifo").arg(here.path().join("db")).status();
    assert!(made.unwrap().success());
    fails(
        &mut export(here.path(), &["--table=t"]),
        "error: cannot open db: it is no file, and so no database\n",
    );
}

/// `sqlite3` in the middle of `sql`, for as long as its input stays open.
fn held(here: &Path, sql: &str) -> Child {
    let mut command = Command::new("sqlite3");
    command.arg("db").current_dir(here);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{sql}\n.print there").unwrap();
    child.stdin = Some(input);
    let mut said = [0; 5];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut said)
        .unwrap();
    child
}

#[test]
fn a_database_that_another_program_writes_to_is_read_as_it_was_or_waited_for() {
    let rows = "CREATE TABLE t (a); INSERT INTO t VALUES (1)";
    let writing = "INSERT INTO t VALUES (2);";
    let ahead = format!("PRAGMA journal_mode = WAL; {rows}");
    for (sql, begin) in [
        (rows, "BEGIN IMMEDIATE;"),
        (&ahead, "BEGIN IMMEDIATE;"),
        (&ahead, "BEGIN EXCLUSIVE;"),
    ] {
        let Some(here) = made(sql) else { return };
        let writer = held(here.path(), &format!("{begin} {writing}"));
        assert_eq!(lines(here.path(), "t"), "{\"a\":1}\n");
        finish(writer);
    }
    let Some(here) = made(rows) else { return };
    let writer = held(here.path(), &format!("BEGIN EXCLUSIVE; {writing}"));
    let args = ["--table=t", "--output=out", "--timeout=50ms"];
    let output = run(&mut export(here.path(), &args));
    let advice = "try again when the program that writes to it is done";
    let error = format!("error: cannot read db: it was locked for 50ms; {advice}\n");
    ended(&output, 1, &error);
    assert!(!names(here.path()).contains(&"out".to_string()));
    finish(writer);
    assert_eq!(lines(here.path(), "t"), "{\"a\":1}\n");
}

/// Committed, but still in the file beside it, with the program gone that wrote it.
#[test]
fn rows_that_were_only_written_ahead_are_exported() {
    let Some(here) = made("PRAGMA journal_mode = WAL; CREATE TABLE t (a)") else {
        return;
    };
    let mut writer = held(here.path(), "INSERT INTO t VALUES (1);");
    assert_eq!(lines(here.path(), "t"), "{\"a\":1}\n");
    writer.kill().unwrap();
    writer.wait().unwrap();
    assert!(names(here.path()).contains(&"db-wal".to_string()));
    assert_eq!(lines(here.path(), "t"), "{\"a\":1}\n");
}

#[test]
fn text_in_utf_16_columns_of_the_same_name_and_broken_views() {
    let Some(here) = made(
        "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a, é); INSERT INTO t VALUES ('grüße 😀', NULL);
         CREATE VIEW v AS SELECT a AS x, a AS x FROM t;
         CREATE TABLE gone (a); CREATE VIEW broken AS SELECT a FROM gone; DROP TABLE gone;",
    ) else {
        return;
    };
    assert_eq!(lines(here.path(), "t"), "{\"a\":\"grüße 😀\",\"é\":null}\n");
    let two = "{\"x\":\"grüße 😀\",\"x:1\":\"grüße 😀\"}\n";
    assert_eq!(lines(here.path(), "v"), two);
    fails(
        &mut export(here.path(), &["--table=broken", "--output=out"]),
        "error: cannot read db: no such table: main.gone\n",
    );
    assert_eq!(names(here.path()), ["db"]);
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
