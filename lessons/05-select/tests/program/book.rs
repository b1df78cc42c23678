//! Runs that the book shows.

use crate::{FOLDER, lesson};
use lesson_testing::child::{run, said, text};
use lesson_testing::runs;

#[test]
fn two_waits_for_the_same_time() {
    let now = said(&mut lesson(&["--after=500ms"]));
    let command = "cargo run --bin lesson-05 -- --after 500ms";
    runs::alike(FOLDER, "after", command, &now, runs::shape);
}

#[test]
fn what_a_select_costs() {
    let output = run(&mut lesson(&["--messages=1000000"]));
    let now = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let command = "cargo run --bin lesson-05 -- --messages 1000000";
    runs::alike(FOLDER, "messages", command, &now, runs::shape);
}
