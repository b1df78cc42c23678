//! `run`: a lesson's program, as cargo runs it.

use crate::{Desk, cargo, id};
use std::ffi::OsString;
use std::process::ExitCode;

/// # Errors
/// There is no such lesson, or cargo cannot be run.
pub fn run(desk: &Desk, lesson: &str, args: &[OsString]) -> anyhow::Result<ExitCode> {
    let number = &id::lesson(desk.course, lesson)?.number;
    let mut cargo = cargo::command();
    cargo.args(["run", "--bin", &format!("lesson-{number}"), "--"]);
    cargo.args(args);
    cargo::run(cargo)
}
