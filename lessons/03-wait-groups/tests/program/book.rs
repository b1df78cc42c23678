//! Runs that the book shows.
#![cfg(unix)]

use crate::{FOLDER, lesson};
use lesson_testing::child::{run, text};
use lesson_testing::files::folder;
use lesson_testing::runs;

#[test]
fn a_file_that_is_missing_and_one_that_is_there_already() {
    let folder = folder(&[
        ("here.txt", &[b'x'; 10_000]),
        ("old.txt", b"new"),
        ("old.txt.gz", b"old"),
    ]);
    let files = ["here.txt", "missing.txt", "old.txt"];
    let output = run(lesson(&["--jobs=1"]).args(files).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(1));
    let now = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let command = "lesson-03 --jobs 1 here.txt missing.txt old.txt";
    // Beside other tests it is slower by more than a unit.
    let shape = |run: &str| runs::shape(run).replace(": # kB and", ": # MB and");
    runs::alike(FOLDER, "failing", command, &now, shape);
}
