//! `editor`: what the compiler says of the exercise that is open.
//!
//! Exercises are left out of `cargo check --all-targets`: half-solved ones must not fail it. So an
//! editor asks this instead, which knows the one that is open.

use crate::Desk;
use anyhow::Context;
use std::env;
use std::process::{Command, ExitCode};

/// # Errors
/// Cargo cannot be run.
pub fn run(desk: &Desk) -> anyhow::Result<ExitCode> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["check", "--quiet", "--message-format=json"]);
    if let Some(exercise) = desk.progress.next(desk.course) {
        cargo.args(["--package", &exercise.crate_name, "--lib", "--bins"]);
        cargo.args(["--test", &exercise.target]);
    }
    let status = cargo
        .current_dir(&desk.course.root)
        .status()
        .context("cannot run cargo")?;
    Ok(ExitCode::from(status.code().map_or(1, |code| code as u8)))
}
