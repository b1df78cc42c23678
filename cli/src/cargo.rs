//! Starts cargo.

use crate::child;
use crate::course::Course;
use anyhow::{Context, bail};
use serde_json::Value;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

/// A first build compiles the checkers too.
pub const LIMIT: Duration = Duration::from_secs(30 * 60);

/// Whether cargo says how far a build is. `never` keeps this command from saying it too.
const PROGRESS: &str = "CARGO_TERM_PROGRESS_WHEN";

/// What cargo made of a target.
#[derive(Debug)]
pub enum Built {
    /// It can be run.
    Executable(PathBuf),
    /// What the compiler says to it.
    Refused(String),
}

/// Cargo: the one that started this command, if one did.
pub fn command() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs cargo at this terminal; its exit status is this command's, 128 and more if a signal ended it.
///
/// # Errors
/// It cannot be run.
pub fn run(cargo: Command) -> anyhow::Result<ExitCode> {
    // The child would take what the runtime has opened in its place for an open one.
    lesson_program::closed::output().context("cannot write to standard output")?;
    let status = child::run_here(cargo)?;
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal = None;
    let code = status.code().or(signal.map(|signal: i32| 128 + signal));
    Ok(ExitCode::from(code.map_or(1, |code| code as u8)))
}

/// Compiles the tests of a target, which `selected` chooses, with these variables in the environment: cargo
/// compiles again whenever one that the code reads has another value, whatever the times of files say.
///
/// # Errors
/// Cargo cannot be run, or fails for another reason than the code of this target.
pub fn build(
    course: &Course,
    selected: &[&str],
    target: &str,
    variables: &[(&str, &str)],
    show: impl FnMut(&str),
) -> anyhow::Result<Built> {
    let mut cargo = command();
    cargo
        .args(["test", "--no-run"])
        .args(selected)
        .envs(variables.iter().copied());
    compile(course, cargo, target, true, show)
}

/// Compiles a program of the workbook, which the command does not depend on, and says where it is.
///
/// # Errors
/// Cargo cannot be run, or fails.
pub fn program(
    course: &Course,
    package: &str,
    name: &str,
    show: impl FnMut(&str),
) -> anyhow::Result<PathBuf> {
    let mut cargo = command();
    cargo.args(["build", "--package", package]);
    match compile(course, cargo, name, false, show)? {
        Built::Executable(executable) => Ok(executable),
        Built::Refused(errors) => bail!("{package} does not compile:\n{errors}"),
    }
}

/// Runs a cargo that compiles; `target` is a test or not.
fn compile(
    course: &Course,
    mut cargo: Command,
    target: &str,
    is_test: bool,
    show: impl FnMut(&str),
) -> anyhow::Result<Built> {
    cargo
        // The screen takes colours out again where they are not wanted.
        .arg("--message-format=json-diagnostic-rendered-ansi")
        .current_dir(&course.root);
    // Cargo says how much is left to be built on a terminal only, unless it is asked to. The width is for the
    // bar and the names; what is shown is drawn by `Status`.
    if env::var_os(PROGRESS).is_none() {
        cargo.env(PROGRESS, "always");
        cargo.env("CARGO_TERM_PROGRESS_WIDTH", "100");
    }
    let ended = child::run(cargo, LIMIT, None, show)?;
    let messages = ended.output.iter();
    let messages: Vec<Value> = messages
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    if ended.is_success() {
        let mut executables = messages.iter().filter_map(|message| {
            let this = message["target"]["name"] == target && message["profile"]["test"] == is_test;
            message["executable"].as_str().filter(|_| this)
        });
        return match executables.next_back() {
            Some(executable) => Ok(Built::Executable(Path::new(executable).into())),
            None => bail!("cargo built no {target}"),
        };
    }
    let errors = messages.iter().filter(|message| {
        message["reason"] == "compiler-message" && message["message"]["level"] == "error"
    });
    let errors = errors.filter_map(|message| message["message"]["rendered"].as_str());
    let errors: String = errors.collect();
    match errors.is_empty() {
        false => Ok(Built::Refused(errors)),
        true if ended.status.is_none() => bail!("cargo was stopped after {LIMIT:?}"),
        true => bail!("cargo fails:\n{}", ended.errors.join("\n")),
    }
}
