//! Runs what grades an exercise, in a process of its own, for a limited time.

use crate::child::{self, Ended};
use anyhow::Context;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use workbook_recording::{SEARCH_TIME, TELL, Told};

/// What came of a run.
#[derive(Debug)]
pub struct Ran {
    /// What its checks told.
    pub told: Vec<Told>,
    /// How it ended.
    pub ended: Ended,
}

/// Runs the tests whose names contain `filter`, with these variables in the environment. After the
/// limit what still runs is taken for an endless loop.
///
/// # Errors
/// They cannot be run, or tell what is not understood.
pub fn run(
    executable: &Path,
    package: &Path,
    filter: &str,
    variables: &[(&str, &str)],
    limit: Duration,
) -> anyhow::Result<Ran> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let told = folder.path().join("told");
    let mut command = Command::new(executable);
    command
        .args([filter, "--test-threads=1"])
        .current_dir(package)
        .env("CARGO_MANIFEST_DIR", package)
        .env("RUST_BACKTRACE", "0")
        .envs(variables.iter().copied())
        .env(SEARCH_TIME, (limit * 3 / 4).as_millis().to_string())
        .env(TELL, &told);
    let ended = child::run(command, limit, |_| ())?;
    // Nothing was told if no check came to its end.
    let text = fs::read_to_string(&told).unwrap_or_default();
    // One that was ended may have been writing.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let told: Result<Vec<_>, _> = whole.lines().map(Told::from_line).collect();
    Ok(Ran {
        told: told.context("cannot understand what the checker tells")?,
        ended,
    })
}
