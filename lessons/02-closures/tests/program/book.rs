//! Runs that the book shows.

use crate::{FOLDER, lesson};
use lesson_testing::child::{run, said, text};
use lesson_testing::runs;

#[test]
fn waits_that_wait() {
    let now = said(&mut lesson(&["--how=join"]));
    let command = "cargo run --bin lesson-02 -- --how join";
    // In which order the two threads print is up to the machine.
    runs::alike(FOLDER, "join", command, &now, |run| {
        let mut lines: Vec<_> = run.lines().collect();
        lines.sort_unstable();
        lines.join("\n")
    });
}

#[test]
fn a_thousand_closures_in_a_pool() {
    let output = run(&mut lesson(&["--tasks=1000"]));
    let now = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let command = "cargo run --bin lesson-02 -- --tasks 1000";
    runs::alike(FOLDER, "tasks", command, &now, runs::shape);
}

#[cfg(unix)]
#[test]
fn a_save_that_works_and_one_that_does_not() {
    let folder = lesson_testing::files::folder(&[("page.txt", b"both halves of the page\n")]);
    for (name, to) in [("save", "copy.txt"), ("save-fails", "missing/copy.txt")] {
        let output = run(lesson(&["--save", to, "page.txt"]).current_dir(folder.path()));
        assert_eq!(text(&output.stdout), "");
        let command = format!("lesson-02 --save {to} page.txt");
        runs::exactly(FOLDER, name, &command, text(&output.stderr));
    }
}
