//! Processes that the command starts: none of them outlives it, or its time.

use anyhow::Context;
use process_wrap::std::{ChildWrapper, CommandWrap};
use std::fmt;
use std::io::{BufReader, Read};
use std::mem;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The longest pause between two looks whether a process has ended.
const LOOK: Duration = Duration::from_millis(20);
/// How long a process at this terminal may take to end by itself after an interrupt.
const GRACE: Duration = Duration::from_secs(10);
/// How long this process may take to tidy up after one.
pub const TIDY: Duration = Duration::from_millis(500);
#[cfg(unix)]
const SIGTERM: i32 = 15;

static RUNNING: Mutex<Running> = Mutex::new(Running {
    child: None,
    here: false,
    closed: false,
    interrupted: false,
});

struct Running {
    /// The one that runs.
    child: Option<Box<dyn ChildWrapper>>,
    /// It has this terminal, and ends by itself when it is asked to.
    here: bool,
    /// Nothing is started any more.
    closed: bool,
    /// That is so since Ctrl-C was pressed.
    interrupted: bool,
}

/// The command is about to end: nothing is started, and what ran was ended.
#[derive(Debug)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Closed {}

fn running() -> MutexGuard<'static, Running> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How a process ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    /// `None`: its time had run out, or the user ended it.
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
    /// One of its standard error that it is going to write over.
    Passing(String),
}

/// Runs a process to its end; ends it, with all that it started, when `limit` is over. Each line of
/// its standard error is shown as it arrives, those included that it writes over: these are not kept.
///
/// Its standard input stays open and empty for as long as this process lives. On Linux it cannot have more
/// than `memory` bytes of address space, if that is given.
///
/// # Errors
/// It cannot be started, or was ended by [`interrupt`] or [`close`].
pub fn run(
    mut command: Command,
    limit: Duration,
    memory: Option<u64>,
    mut show: impl FnMut(&str),
) -> anyhow::Result<Ended> {
    let begun = Instant::now();
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = command.get_program().to_string_lossy().into_owned();
    let mut command = CommandWrap::from(command);
    #[cfg(unix)]
    command.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    let (said, lines) = channel();
    let mut input = None;
    start(command, &name, false, |child| {
        if let Some(bytes) = memory {
            limit_memory(child.id(), bytes);
        }
        input = child.stdin().take();
        if let Some(output) = child.stdout().take() {
            read(output, said.clone(), b"\n", |line, _| Line::Output(line));
        }
        if let Some(errors) = child.stderr().take() {
            read(errors, said, b"\r\n", |line, end| match end {
                b'\r' => Line::Passing(line),
                _ => Line::Error(line),
            });
        }
    })?;
    let mut ended = Ended {
        status: None,
        output: vec![],
        errors: vec![],
    };
    if follow(&lines, limit, &mut ended, &mut show) {
        ended.status = wait(&name, limit.saturating_sub(begun.elapsed()))?;
    }
    end();
    match running().closed {
        true => Err(Closed.into()),
        false => Ok(ended),
    }
}

/// Where this fails, or is not known, a process may take all memory that there is.
#[cfg(target_os = "linux")]
fn limit_memory(process: u32, bytes: u64) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let most = Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    if let Some(process) = i32::try_from(process).ok().and_then(Pid::from_raw) {
        let _ = prlimit(Some(process), Resource::As, most);
    }
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: u32, _: u64) {}

/// Runs a process at this terminal, to its end.
///
/// # Errors
/// It cannot be started, or was ended by [`interrupt`].
pub fn run_here(command: Command) -> anyhow::Result<ExitStatus> {
    let name = command.get_program().to_string_lossy().into_owned();
    start(CommandWrap::from(command), &name, true, |_| ())?;
    wait(&name, Duration::MAX)?.ok_or(Closed.into())
}

/// Starts a process, unless nothing is started any more: who closes sees all that were.
fn start(
    mut command: CommandWrap,
    name: &str,
    here: bool,
    prepare: impl FnOnce(&mut dyn ChildWrapper),
) -> anyhow::Result<()> {
    let mut running = running();
    if running.closed {
        return Err(Closed.into());
    }
    let child = command.spawn();
    let mut child = child.with_context(|| format!("cannot start {name}"))?;
    prepare(child.as_mut());
    (running.child, running.here) = (Some(child), here);
    Ok(())
}

/// Waits for the process that runs; `None` if another process ended it, or its time has run out.
fn wait(name: &str, limit: Duration) -> anyhow::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        {
            // Not held while it pauses: who ends the process needs it.
            let mut running = running();
            let Some(child) = &mut running.child else {
                return Ok(None);
            };
            let status = child.try_wait();
            let status = status.with_context(|| format!("cannot wait for {name}"))?;
            if status.is_some() {
                running.child = None;
                return Ok(status);
            }
        }
        if begun.elapsed() >= limit {
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(LOOK);
    }
}

/// Follows what a process says to the end; `false` if its time is up first.
fn follow(
    lines: &Receiver<Line>,
    limit: Duration,
    ended: &mut Ended,
    show: &mut impl FnMut(&str),
) -> bool {
    let begun = Instant::now();
    let mut passing = String::new();
    loop {
        match lines.recv_timeout(limit.saturating_sub(begun.elapsed())) {
            Ok(Line::Output(line)) => ended.output.push(line),
            Ok(Line::Passing(line)) => {
                show(&line);
                passing = line;
            }
            Ok(Line::Error(line)) => {
                // An empty one after a carriage return: the line ended as lines do on Windows.
                let passing = mem::take(&mut passing);
                let line = if line.is_empty() { passing } else { line };
                show(&line);
                ended.errors.push(line);
            }
            Err(RecvTimeoutError::Timeout) => return false,
            Err(RecvTimeoutError::Disconnected) => return true,
        }
    }
}

/// Sends what is read, up to each of these `ends`.
fn read(
    from: impl Read + Send + 'static,
    to: Sender<Line>,
    ends: &'static [u8],
    line: fn(String, u8) -> Line,
) {
    thread::spawn(move || {
        let mut text = vec![];
        let whole = |text: &mut Vec<u8>| String::from_utf8_lossy(&mem::take(text)).into_owned();
        for byte in BufReader::new(from).bytes().map_while(Result::ok) {
            if !ends.contains(&byte) {
                text.push(byte);
            } else if to.send(line(whole(&mut text), byte)).is_err() {
                return;
            }
        }
        if !text.is_empty() {
            // The last line has no end. If no reader is left, it is not missed.
            let _ = to.send(line(whole(&mut text), b'\n'));
        }
    });
}

/// Ends the process that runs, if one does, with all that it started.
pub fn end() {
    kill(&mut running());
}

fn kill(running: &mut Running) {
    if let Some(mut child) = running.child.take() {
        // It may have ended at this very moment.
        let _ = child.kill();
    }
}

/// As [`end`]; and nothing is started any more.
pub fn close() {
    let mut running = running();
    running.closed = true;
    kill(&mut running);
}

/// As [`close`], for who asks by a signal. Returns when the main thread had the time to tidy up.
///
/// A process at this terminal is asked too and tidies up by itself; it may know already.
pub fn interrupt() {
    let mut asked = running();
    (asked.closed, asked.interrupted) = (true, true);
    if asked.here {
        #[cfg(unix)]
        if let Some(child) = &asked.child {
            // As above.
            let _ = child.signal(SIGTERM);
        }
    } else {
        kill(&mut asked);
    }
    drop(asked);
    let begun = Instant::now();
    while running().child.is_some() && begun.elapsed() < GRACE {
        thread::sleep(LOOK);
    }
    end();
    thread::sleep(TIDY);
}

/// Whether this process was asked to end.
pub fn is_interrupted() -> bool {
    running().interrupted
}
