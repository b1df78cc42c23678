//! Runs that the book shows.

use crate::{FOLDER, lesson};
use lesson_testing::child::said;
use lesson_testing::runs;
use std::path::Path;

#[test]
fn a_tally_for_programs() {
    let sample = "lessons/04-word-tally/src/sample.txt";
    let root = Path::new(FOLDER).ancestors().nth(2).unwrap();
    let mut command = lesson(&["--top=2", "--format=json", "--strategy=mutex", sample]);
    let now = said(command.current_dir(root));
    let command =
        format!("cargo run --bin lesson-04 -- --top 2 --format json --strategy mutex {sample}");
    runs::exactly(FOLDER, "json", &command, &now);
}
