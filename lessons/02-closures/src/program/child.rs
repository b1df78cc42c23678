//! This program once more, as a child: for runs that end their process, or break it.

use anyhow::{Context, bail};
use std::env;
use std::process::{Command, Output, Stdio};

/// Runs this program with `args` to its end.
pub fn run(args: &[&str]) -> anyhow::Result<Output> {
    let program = env::current_exe().context("cannot find this program to run it again")?;
    let mut command = Command::new(&program);
    command.args(args).arg("--color=never").stdin(Stdio::null());
    // What is to be seen of a panic is its message.
    command.env("RUST_BACKTRACE", "0");
    let output = command
        .output()
        .with_context(|| format!("cannot run {} again", program.display()))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("a run ended with {}: {}", output.status, errors.trim());
    }
    Ok(output)
}
