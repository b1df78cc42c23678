//! The run that the README shows.

use crate::{FOLDER, lesson};
use lesson_testing::child::said;
use lesson_testing::readme;
use std::path::Path;

#[test]
fn the_readme_shows_what_the_program_prints() {
    let sample = "lessons/08-pipes/src/sample.txt";
    let root = Path::new(FOLDER).ancestors().nth(2).unwrap();
    let mut command = lesson(&["count", "--engine", "pipes", sample]);
    let now = said(command.current_dir(root));
    let shown = format!("cargo run --bin lesson-08 -- count --engine pipes {sample}");
    readme::shows(FOLDER, &shown, &now);
}
