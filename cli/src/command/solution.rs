//! `solution`: how it may be done.

use crate::{Desk, NOT_YET, id};
use anyhow::Context;
use std::process::ExitCode;

/// # Errors
/// The exercise is unknown, or its solution cannot be read.
pub fn run(desk: &Desk, typed: &str, spoil: bool) -> anyhow::Result<ExitCode> {
    let exercise = id::exercise(desk.course, typed)?;
    let id = &exercise.id;
    if !spoil && !desk.progress.state(exercise).is_solved() {
        desk.screen.tell(&format!(
            "{id} is not solved yet. For a hint: cargo workbook hint {id}\n\
             The solution all the same: cargo workbook solution {id} --spoil"
        ));
        return Ok(ExitCode::from(NOT_YET));
    }
    let path = exercise.folder.join("solution.rs");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", desk.course.shown(&path)))?;
    desk.screen.print(&text)?;
    Ok(ExitCode::SUCCESS)
}
