//! `editor`: what the compiler says of the exercise that is open.
//!
//! Exercises are left out of `cargo check --all-targets`: half-solved ones must not fail it. So an
//! editor asks this instead, which knows the one that is open.

use crate::{Desk, cargo};
use std::process::ExitCode;

/// # Errors
/// Cargo cannot be run.
pub fn run(desk: &Desk) -> anyhow::Result<ExitCode> {
    let mut cargo = cargo::command();
    cargo.args(["check", "--quiet", "--message-format=json"]);
    if let Some(exercise) = desk.progress.next(desk.course) {
        cargo.args(["--package", &exercise.crate_name, "--lib", "--bins"]);
        cargo.args(["--test", &exercise.target]);
    }
    cargo.current_dir(&desk.course.root);
    cargo::run(cargo)
}
