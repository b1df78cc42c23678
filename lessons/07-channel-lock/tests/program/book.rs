//! Runs that the book shows.
#![cfg(unix)]

use crate::{FOLDER, lesson};
use lesson_testing::child::{run, text};
use lesson_testing::files::folder;
use lesson_testing::runs;

#[test]
fn sums_two_files_at_a_time() {
    let folder = folder(&[("a.txt", b"abc"), ("b.txt", b""), ("c.txt", b"abc")]);
    let files = ["a.txt", "b.txt", "missing.txt", "c.txt"];
    let output = run(lesson(&["--permits=2", "--hash"])
        .args(files)
        .current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(1));
    let now = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let command = "lesson-07 --permits 2 --hash a.txt b.txt missing.txt c.txt";
    runs::exactly(FOLDER, "hash", command, &now);
}
