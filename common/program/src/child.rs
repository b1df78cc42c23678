//! A program that runs itself as a child process, for work that may hang, panic or end the process.

use crate::words::show;
use anyhow::{Context, bail};
use std::env;
use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a child may print nothing before it is considered hung.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// What a child printed, and how it ended.
#[derive(Debug)]
pub struct Told {
    /// Its standard output, line by line.
    pub lines: Vec<String>,
    /// Its standard error.
    pub errors: String,
    /// Its exit status; `None` if it hung and was killed.
    pub status: Option<ExitStatus>,
}

impl Told {
    /// Returns whether it printed nothing for [`PATIENCE`] and was killed.
    pub fn hung(&self) -> bool {
        self.status.is_none()
    }

    /// Returns the output of a run that has no reason to hang.
    ///
    /// # Errors
    /// Returns an error if it hung.
    pub fn ended(self) -> anyhow::Result<Told> {
        if self.hung() {
            bail!("a run printed nothing for {PATIENCE:?} and was stopped");
        }
        Ok(self)
    }

    /// Returns what follows `label` in the last line that begins with it.
    pub fn after(&self, label: &str) -> Option<&str> {
        let mut lines = self.lines.iter().rev();
        lines.find_map(|line| line.strip_prefix(label))
    }
}

/// Runs this program again with `args`, and waits until it ends. If it prints nothing for
/// [`PATIENCE`], it is killed.
///
/// # Errors
/// Returns an error if it cannot be run, or ends with a failure.
pub fn watch(args: &[&str]) -> anyhow::Result<Told> {
    let program = env::current_exe().context("cannot find this program to run it again")?;
    let mut child = Command::new(&program)
        .args(args)
        .arg("--color=never")
        // Of a panic, only the message should be shown.
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {} again", show(&program)))?;
    let lines = read(BufReader::new(child.stdout.take().context("no output")?))?;
    let errors = read(BufReader::new(child.stderr.take().context("no errors")?))?;
    let told = follow(&mut child, lines, errors)?;
    match told.status {
        Some(status) if !status.success() => {
            bail!("a run ended with {status}: {}", told.errors.trim())
        }
        _ => Ok(told),
    }
}

/// A thread that reads lines, and the channel they arrive on.
type Lines = (JoinHandle<()>, Receiver<String>);

fn read(from: impl BufRead + Send + 'static) -> io::Result<Lines> {
    let (line_tx, line_rx) = channel();
    let reader = thread::Builder::new().spawn(move || {
        for line in from.lines().map_while(Result::ok) {
            if line_tx.send(line).is_err() {
                return;
            }
        }
    })?;
    Ok((reader, line_rx))
}

/// Collects what the child prints until it ends, or prints nothing for too long.
fn follow(child: &mut Child, output: Lines, errors: Lines) -> anyhow::Result<Told> {
    let mut lines = vec![];
    let hung = loop {
        match output.1.recv_timeout(PATIENCE) {
            Ok(line) => lines.push(line),
            Err(RecvTimeoutError::Timeout) => break true,
            Err(RecvTimeoutError::Disconnected) => break false,
        }
    };
    if hung {
        // It may have ended in the meantime.
        let _ = child.kill();
    }
    let status = child.wait().context("cannot wait for the child process")?;
    // Its ends of the pipes are closed by now.
    let _ = (output.0.join(), errors.0.join());
    Ok(Told {
        lines,
        errors: errors.1.iter().map(|line| line + "\n").collect(),
        status: (!hung).then_some(status),
    })
}

/// Makes a child end when its parent does, so that no hung child is left behind. A child calls this
/// first.
///
/// # Errors
/// Returns an error if the thread that waits for the parent cannot be started.
pub fn end_with_parent() -> io::Result<()> {
    thread::Builder::new().spawn(|| {
        // The parent holds the other end and writes nothing, so this returns when the parent ends.
        let _ = io::stdin().read(&mut [0]);
        std::process::exit(1);
    })?;
    Ok(())
}
