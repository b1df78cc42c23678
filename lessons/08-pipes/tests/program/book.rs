//! Runs that the book shows.

use crate::{FOLDER, lesson};
use lesson_testing::child::{run, text};
use lesson_testing::files::folder;
use lesson_testing::runs;
use std::process::Output;

/// What both outputs have, the errors last.
fn told(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0));
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

#[test]
fn records_pass_through_a_pipe() {
    let now = told(&run(&mut lesson(&["json", "--records=3", "--format=json"])));
    let command = "cargo run --bin lesson-08 -- json --records 3 --format json";
    runs::exactly(FOLDER, "json", command, &now);
}

#[test]
fn a_file_arrives_at_a_server() {
    let folder = folder(&[("page.txt", b"both halves\nof the page\n")]);
    let now = told(&run(
        lesson(&["post", "page.txt"]).current_dir(folder.path())
    ));
    runs::alike(FOLDER, "post", "lesson-08 post page.txt", &now, runs::shape);
}

#[cfg(target_os = "linux")]
#[test]
fn a_large_table_takes_little_memory() {
    let folder = folder(&[]);
    for (name, rows) in [("export-small", "1000"), ("export-large", "200000")] {
        let db = format!("{rows}.db");
        let args = [
            "export",
            &db,
            "--demo",
            rows,
            "--table=records",
            "--output=rows.gz",
            "--stats",
        ];
        let output = run(lesson(&args).current_dir(folder.path()));
        let command =
            format!("lesson-08 export {db} --demo {rows} --table records --output rows.gz --stats");
        runs::alike(FOLDER, name, &command, &told(&output), runs::shape);
    }
}

#[cfg(unix)]
#[test]
fn a_command_runs_between_two_pipes() {
    let folder = folder(&[("names.txt", b"wren\nowl\nheron\n")]);
    let input = std::fs::File::open(folder.path().join("names.txt")).unwrap();
    let now = told(&run(lesson(&["exec", "--", "sort"]).stdin(input)));
    runs::exactly(FOLDER, "exec", "lesson-08 exec -- sort < names.txt", &now);
}

#[test]
fn each_way_of_collecting_counts_the_same() {
    let folder = folder(&[("a.txt", b"one\ntwo words\n"), ("b.txt", b"the end")]);
    let args = [
        "count",
        "--engine=pipes",
        "--collect=select",
        "a.txt",
        "b.txt",
    ];
    let now = told(&run(lesson(&args).current_dir(folder.path())));
    let command = "lesson-08 count --engine pipes --collect select a.txt b.txt";
    runs::exactly(FOLDER, "count", command, &now);
}
