//! Runs what grades an exercise, in a process of its own, for a limited time.

use crate::child::{self, Ended};
use anyhow::Context;
use recording::Told;
use recording::protocol::{GRAPH, PREFIX, PROGRESS, SEARCH_TIME, TELL};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Variables that choose what a checker or the test runner does; those of the learner's own terminal
/// have no say in a grade.
const CHOOSING: [&str; 3] = [PREFIX, "LOOM_", "RUST_TEST_"];

/// What an answer may take of the address space, in bytes: 4 GiB. One that prints or allocates without end
/// would take all memory of the machine.
const MEMORY: u64 = 4 << 30;

/// Whether checks tell their graphs too.
static DRAWS: AtomicBool = AtomicBool::new(false);

/// From now on every check tells its graph too, if it is small enough.
pub fn draw() {
    DRAWS.store(true, Ordering::Relaxed);
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran {
    /// What its checks told.
    pub told: Vec<Told>,
    /// How it ended.
    pub ended: Ended,
    /// Another run of the same told of something else.
    pub differs: bool,
}

impl Ran {
    /// How many tests passed, if the test runner came to its own end, and none of its tests failed or
    /// was left out.
    pub fn passed(&self) -> Option<usize> {
        let mut lines = self.ended.output.iter().rev();
        let summary = lines.find_map(|line| line.strip_prefix("test result: ok. "))?;
        let mut counts = summary.split("; ").map(|part| part.split_once(' '));
        let (passed, "passed") = counts.next()?? else {
            return None;
        };
        let is_whole = counts.take(3).all(|count| matches!(count, Some(("0", _))));
        passed
            .parse()
            .ok()
            .filter(|_| is_whole && self.ended.is_success())
    }
}

/// Runs the tests whose names contain `filter`, with these variables in the environment. After the
/// limit what still runs is taken for an endless loop. Where a long search stands is shown meanwhile.
///
/// # Errors
/// They cannot be run, or tell what is not understood.
pub fn run(
    executable: &Path,
    package: &Path,
    filter: &str,
    variables: &[(&str, &str)],
    limit: Duration,
    show: impl FnMut(&str),
) -> anyhow::Result<Ran> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let told = folder.path().join("told");
    let mut command = Command::new(executable);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if CHOOSING.iter().any(|start| text.starts_with(start)) {
            command.env_remove(&name);
        }
    }
    command
        .args([filter, "--test-threads=1"])
        .current_dir(package)
        .env("CARGO_MANIFEST_DIR", package)
        .env("RUST_BACKTRACE", "0")
        .envs(variables.iter().copied())
        .env(PROGRESS, "1")
        .env(SEARCH_TIME, search_time(limit).as_millis().to_string())
        .env(TELL, &told);
    if DRAWS.load(Ordering::Relaxed) {
        command.env(GRAPH, "1");
    }
    let ended = child::run(command, limit, Some(MEMORY), show)?;
    // Nothing was told if no check came to its end.
    let text = fs::read_to_string(&told).unwrap_or_default();
    // One that was ended may have been writing.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let told: Result<Vec<_>, _> = whole.lines().map(Told::from_line).collect();
    Ok(Ran {
        told: told.context("cannot understand what the checker tells")?,
        ended,
        differs: false,
    })
}

/// What of the time its checks may search for: the rest is for starting and for telling.
fn search_time(limit: Duration) -> Duration {
    // Not of `limit * 3`, which may be more than a duration holds.
    limit - limit / 4
}
