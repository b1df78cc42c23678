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
fn three_ways_to_stop() {
    for variant in ["drop", "join"] {
        let args = ["--every=200ms", "--for=500ms", "--variant", variant];
        let output = run(&mut lesson(&args));
        let now = format!("{}{}", text(&output.stdout), text(&output.stderr));
        let command =
            format!("cargo run --bin lesson-06 -- --every 200ms --for 500ms --variant {variant}");
        // How many there are in that time is up to the machine.
        runs::alike(FOLDER, variant, &command, &now, |run| {
            let lines = run.lines().filter(|line| !line.starts_with("hello "));
            lines.map(|line| runs::shape(line) + "\n").collect()
        });
    }
}
