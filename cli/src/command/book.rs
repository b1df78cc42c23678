//! `book`: builds it, or serves it, by its builder, which is compiled when it is asked for.

use crate::{Desk, cargo};
use std::process::ExitCode;

/// # Errors
/// Cargo cannot be run.
pub fn run(desk: &Desk, serve: Option<u16>, open: bool) -> anyhow::Result<ExitCode> {
    let root = &desk.course.root;
    let mut cargo = cargo::command();
    cargo.args(["run", "--package", "workbook-book", "--", "--root"]);
    cargo.arg(root).current_dir(root);
    match serve {
        Some(port) => cargo.args(["serve", "--port", &port.to_string()]),
        None => cargo.arg("build"),
    };
    if open {
        cargo.arg("--open");
    }
    cargo::run(cargo)
}
