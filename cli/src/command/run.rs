//! `run`: a lesson's program, as cargo runs it.

use crate::{Desk, Usage, cargo};
use lesson_program::words::tame;
use std::ffi::OsString;
use std::process::ExitCode;

/// # Errors
/// There is no such lesson, or cargo cannot be run.
pub fn run(desk: &Desk, lesson: &str, args: &[OsString]) -> anyhow::Result<ExitCode> {
    let number = format!("{lesson:0>2}");
    let lessons = &desk.course.lessons;
    if !lessons
        .iter()
        .any(|lesson| lesson.number == number || lesson.slug == number)
    {
        let numbers: Vec<&str> = lessons
            .iter()
            .map(|lesson| lesson.number.as_str())
            .collect();
        let text = format!(
            "there is no lesson {}; there are {}",
            tame(lesson),
            numbers.join(", ")
        );
        return Err(Usage(text).into());
    }
    let mut cargo = cargo::command();
    cargo.args(["run", "--bin", &format!("lesson-{}", &number[..2]), "--"]);
    cargo.args(args);
    cargo::run(cargo)
}
