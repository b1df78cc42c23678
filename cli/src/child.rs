//! Processes that the command starts: none of them outlives it, or its time.

use anyhow::Context;
use process_wrap::std::{ChildWrapper, CommandWrap};
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The one that runs: Ctrl-C ends it.
static RUNNING: Mutex<Option<Box<dyn ChildWrapper>>> = Mutex::new(None);

/// How a process ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    /// `None`: its time was up, or somebody ended it.
    pub status: Option<ExitStatus>,
    /// Its standard output, line by line.
    pub output: Vec<String>,
    /// Its standard error.
    pub errors: Vec<String>,
}

impl Ended {
    /// Whether it ended by itself, and well.
    pub fn is_success(&self) -> bool {
        self.status.is_some_and(|status| status.success())
    }
}

enum Line {
    Output(String),
    Error(String),
}

/// Runs a process to its end; ends it, with all that it started, when `limit` is over. Each line of
/// its standard error is shown as it comes.
///
/// Its standard input stays open and empty for as long as this process lives.
///
/// # Errors
/// It cannot be started.
pub fn run(
    mut command: Command,
    limit: Duration,
    mut show: impl FnMut(&str),
) -> anyhow::Result<Ended> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut command = CommandWrap::from(command);
    #[cfg(unix)]
    command.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let _input = child.stdin().take();
    let (said, lines) = channel();
    if let Some(output) = child.stdout().take() {
        read(output, said.clone(), Line::Output);
    }
    if let Some(errors) = child.stderr().take() {
        read(errors, said, Line::Error);
    }
    *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
    let mut ended = Ended {
        status: None,
        output: vec![],
        errors: vec![],
    };
    let is_over = follow(&lines, limit, &mut ended, &mut show);
    let child = RUNNING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    if let Some(mut child) = child {
        if is_over {
            let status = child.wait();
            ended.status = Some(status.with_context(|| format!("cannot wait for {name}"))?);
        } else {
            child.kill().with_context(|| format!("cannot end {name}"))?;
        }
    }
    Ok(ended)
}

/// Follows what a process says to the end; `false` if its time is up first.
fn follow(
    lines: &Receiver<Line>,
    limit: Duration,
    ended: &mut Ended,
    show: &mut impl FnMut(&str),
) -> bool {
    let begun = Instant::now();
    loop {
        match lines.recv_timeout(limit.saturating_sub(begun.elapsed())) {
            Ok(Line::Output(line)) => ended.output.push(line),
            Ok(Line::Error(line)) => {
                show(&line);
                ended.errors.push(line);
            }
            Err(RecvTimeoutError::Timeout) => return false,
            Err(RecvTimeoutError::Disconnected) => return true,
        }
    }
}

fn read(from: impl Read + Send + 'static, to: Sender<Line>, kind: fn(String) -> Line) {
    thread::spawn(move || {
        for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            if to.send(kind(line)).is_err() {
                return;
            }
        }
    });
}

/// Ends the process that runs, if one does, with all that it started.
pub fn end() {
    let child = RUNNING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    if let Some(mut child) = child {
        // It may have ended at this very moment.
        let _ = child.kill();
    }
}
