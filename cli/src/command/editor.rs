//! `editor`: what the compiler says of the exercise that is open.
//!
//! Exercises are left out of `cargo check --all-targets`: half-solved ones must not fail it. So an
//! editor asks this instead, which knows the one that is open.

use crate::compile::{self, modules, without_detour};
use crate::{Desk, cargo, child};
use recording::protocol::EXERCISES;
use std::process::ExitCode;

/// # Errors
/// Cargo cannot be run, or a file not be written.
pub fn run(desk: &Desk) -> anyhow::Result<ExitCode> {
    let mut cargo = cargo::command();
    cargo.args(["check", "--quiet", "--message-format=json"]);
    if let Some(exercise) = desk.progress.next(desk.course) {
        let beside = match exercise.about.kind.has_model() {
            true => "model.rs",
            false => "subject.rs",
        };
        let beside = exercise.folder.join(beside);
        let source = modules::one(desk.course, exercise, &exercise.file, &beside);
        // Not the file that `check` compiles, which may be at work.
        let file = compile::generate(desk.course, "editor.rs", &source)?;
        let (package, lesson) = (compile::target(&exercise.lesson), &exercise.lesson);
        cargo.env(EXERCISES, compile::included(desk.course, &file));
        cargo.args(["--package", &format!("lesson-{lesson}"), "--lib", "--bins"]);
        cargo.args([
            "--package",
            &package,
            "--example",
            &package,
            "--profile",
            "test",
        ]);
    }
    cargo.current_dir(&desk.course.root);
    let ended = child::run(cargo, cargo::LIMIT, None, |_| ())?;
    let lines = ended.output.iter();
    let said: String = lines.map(|line| without_detour(line) + "\n").collect();
    desk.screen.print(&said)?;
    Ok(match ended.is_success() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
