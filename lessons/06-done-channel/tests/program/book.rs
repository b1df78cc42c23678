//! Runs that the book shows.

use crate::{FOLDER, lesson};
use lesson_testing::child::{run, text};
use lesson_testing::files::folder;
use lesson_testing::runs;

#[test]
fn a_file_is_followed_until_the_time_is_over() {
    let folder = folder(&[("log", b"line 1\nline 2\n")]);
    let output = run(lesson(&["--follow", "log", "--for=1s"]).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0));
    let now = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let shape = |run: &str| runs::shape(run).replace("# line", "line");
    runs::alike(
        FOLDER,
        "follow",
        "lesson-06 --follow log --for 1s",
        &now,
        shape,
    );
}

#[test]
fn a_message_that_is_never_received_is_dropped() {
    let args = ["--every=200ms", "--for=500ms", "--variant=drop"];
    let output = run(&mut lesson(&args));
    let now = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let command = "cargo run --bin lesson-06 -- --every 200ms --for 500ms --variant drop";
    // How many hellos there are in that time is up to the machine.
    runs::alike(FOLDER, "drop", command, &now, |run| {
        let lines = run.lines().filter(|line| !line.starts_with("hello "));
        lines.map(|line| runs::shape(line) + "\n").collect()
    });
}
