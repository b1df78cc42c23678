//! `book`: builds it, or serves it, by its builder, which is compiled when somebody asks for it.

use crate::Desk;
use anyhow::Context;
use std::env;
use std::process::{Command, ExitCode};

/// # Errors
/// Cargo cannot be run.
pub fn run(desk: &Desk, serve: Option<u16>, open: bool) -> anyhow::Result<ExitCode> {
    let root = &desk.course.root;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--package", "workbook-book", "--", "--root"]);
    cargo.arg(root).current_dir(root);
    match serve {
        Some(port) => cargo.args(["serve", "--port", &port.to_string()]),
        None => cargo.arg("build"),
    };
    if open {
        cargo.arg("--open");
    }
    let status = cargo.status().context("cannot run cargo")?;
    Ok(ExitCode::from(status.code().map_or(1, |code| code as u8)))
}
