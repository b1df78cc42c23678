//! `exec`: one pipe of the operating system into a child process and another one out of it.
//!
//! A program that writes everything first and reads afterwards blocks forever once both pipes are full:
//! the child waits for its output to be read and reads no more input until then.
//!
//! | thread | from | to | ends |
//! |---|---|---|---|
//! | `input` | standard input | the child | at the end, or when the child reads no more |
//! | `output` | the child | standard output | at the end, or when the reader is gone |
//! | `child` | | | with the child |
//! | main | | | with the last two, or when time is up |

mod running;

use super::deadline::timed_out;
use super::pump::{Failed, Passed, pump};
use anyhow::{Context, anyhow};
use clap::Parser;
use lesson_08::sync::Arc;
use lesson_08::sync::channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use lesson_08::sync::thread::Builder;
use lesson_08::sync::time::{Duration, Instant};
use lesson_program::screen::Screen;
use lesson_program::streams;
use lesson_program::words::{count, show};
use running::Running;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};
use std::process::{ChildStdin, ChildStdout, Command, ExitCode, ExitStatus, Stdio};

/// The status of a shell for a command that exists but cannot be run.
const NOT_RUNNABLE: u8 = 126;
/// The status of a shell for a command that does not exist.
const NOT_FOUND: u8 = 127;

/// How long to wait, after the timeout, for a blocked standard output or for a thread that has not run
/// yet.
const PATIENCE: Duration = Duration::from_secs(1);

/// What to run.
#[derive(Debug, Parser)]
pub struct ExecArgs {
    /// The command and its arguments
    #[arg(value_name = "CMD", required = true)]
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub command: Vec<OsString>,
}

/// What a thread reports to main, once.
#[derive(Debug)]
enum Event {
    /// The child's output has been passed on.
    Drained(Result<(), Failed>),
    /// The child has exited.
    Ended(io::Result<ExitStatus>),
    /// Standard input failed, which a pipe of the operating system cannot report to the child.
    InputFailed(io::Error),
}

/// Runs the command, feeds it, and passes its output on.
pub fn run(
    exec: &ExecArgs,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    let deadline = timeout.map(|timeout| Instant::now() + timeout);
    let input = streams::input().context("cannot read standard input")?;
    let output = streams::output().context("cannot write to standard output")?;
    let name = show(exec.command[0].as_ref());
    let running = Arc::new(Running::default());
    running.end_at_interrupt()?;
    let mut command = Command::new(&exec.command[0]);
    command.args(&exec.command[1..]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let (to, from) = match running.start(&mut command) {
        Ok(ends) => ends,
        Err(why) => {
            let missing = why.kind() == ErrorKind::NotFound;
            screen.report(&anyhow!(why).context(format!("cannot run {name}")));
            return Ok(if missing { NOT_FOUND } else { NOT_RUNNABLE }.into());
        }
    };
    let passed = Arc::new(Passed::default());
    let threads = Threads {
        running: running.clone(),
        passed: passed.clone(),
    };
    let (events_tx, events) = unbounded();
    if let Err(why) = threads.start(input, output, to, from, &events_tx) {
        running.kill();
        return Err(why).context("cannot start a thread");
    }
    drop(events_tx);
    match follow(&events, deadline, &running) {
        Outcome::Status(status) => Ok(passed_on(status)),
        Outcome::Closed => Ok(ExitCode::SUCCESS),
        Outcome::Failed(why) => Err(why),
        Outcome::TimedOut => {
            running.kill();
            // What the child has said already still comes out, if anybody takes it.
            let until = Instant::now() + PATIENCE;
            while let Ok(event) = events.recv_deadline(until) {
                if let Event::Drained(_) = event {
                    break;
                }
            }
            if passed.kept() > 0 {
                let kept = count(passed.kept(), "byte");
                screen.tell(&format!("{kept} were read and not written"));
            }
            let timeout = timeout.unwrap_or_default();
            Err(anyhow!(timed_out(timeout)).context(format!("{name} was killed")))
        }
    }
}

/// How the command ended.
enum Outcome {
    Status(ExitStatus),
    /// Standard output was closed.
    Closed,
    Failed(anyhow::Error),
    TimedOut,
}

/// Waits until the child has exited and its output has been passed on.
///
/// A process that was suspended may find the timeout expired before its threads could report that the
/// child exited long ago, so they get a moment for it.
fn follow(events: &Receiver<Event>, mut deadline: Option<Instant>, running: &Running) -> Outcome {
    let mut extended = false;
    let (mut drained, mut ended, mut failed) = (None, None, None);
    while drained.is_none() || ended.is_none() {
        let event = match deadline {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(deadline) => events.recv_deadline(deadline),
        };
        match event {
            Ok(Event::Ended(status)) => ended = Some(status),
            Ok(Event::Drained(Err(Failed::Write(why)))) if why.kind() == ErrorKind::BrokenPipe => {
                drained = Some(true);
            }
            Ok(Event::Drained(Ok(()))) => drained = Some(false),
            Ok(Event::Drained(Err(Failed::Write(why)))) => {
                running.kill();
                failed.get_or_insert(anyhow!(why).context("cannot write to standard output"));
                drained = Some(false);
            }
            Ok(Event::Drained(Err(Failed::Read(why)))) => {
                running.kill();
                failed.get_or_insert(anyhow!(why).context("cannot read the output of the command"));
                drained = Some(false);
            }
            Ok(Event::InputFailed(why)) => {
                failed.get_or_insert(anyhow!(why).context("cannot read standard input"));
            }
            Err(RecvTimeoutError::Timeout)
                if !extended && ended.is_none() && running.has_ended() =>
            {
                extended = true;
                deadline = Some(Instant::now() + PATIENCE);
            }
            Err(RecvTimeoutError::Timeout) => return Outcome::TimedOut,
            Err(RecvTimeoutError::Disconnected) => {
                return Outcome::Failed(anyhow!("a thread ended without reporting"));
            }
        }
    }
    match (failed, ended) {
        (Some(why), _) => Outcome::Failed(why),
        (None, _) if drained == Some(true) => Outcome::Closed,
        (None, Some(Ok(status))) => Outcome::Status(status),
        (None, Some(Err(why))) => {
            Outcome::Failed(anyhow!(why).context("cannot wait for the command"))
        }
        (None, None) => Outcome::Closed,
    }
}

/// What the three threads share.
struct Threads {
    running: Arc<Running>,
    passed: Arc<Passed>,
}

impl Threads {
    /// Starts them. They are never joined: one may be blocked in reading standard input, which cannot be
    /// interrupted portably; the others report when they are done.
    fn start(
        &self,
        input: impl Read + Send + 'static,
        output: impl Write + Send + 'static,
        to: ChildStdin,
        from: ChildStdout,
        events: &Sender<Event>,
    ) -> io::Result<()> {
        let (running, ended) = (self.running.clone(), events.clone());
        let child = Builder::new().name("child".into());
        child.spawn(move || drop(ended.send(Event::Ended(running.wait()))))?;
        let (passed, drained) = (self.passed.clone(), events.clone());
        let drainer = Builder::new().name("output".into());
        drainer.spawn(move || {
            // By value: the child's end is closed before anybody is told.
            let done = pump(from, output, &passed);
            drop(drained.send(Event::Drained(done)));
        })?;
        let (running, failed) = (self.running.clone(), events.clone());
        let feeder = Builder::new().name("input".into());
        feeder.spawn(move || feed(input, to, &running, &failed))?;
        Ok(())
    }
}

/// Feeds the child. It is no failure if the child stops reading.
fn feed(input: impl Read, to: ChildStdin, running: &Running, events: &Sender<Event>) {
    if let Err(Failed::Read(why)) = pump(input, &to, &Passed::default()) {
        drop(events.send(Event::InputFailed(why)));
        // Before its input ends: it would take a part for the whole.
        running.kill();
    }
}

/// The child's status as a shell would report it.
fn passed_on(status: ExitStatus) -> ExitCode {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX));
    }
    let code = status.code().unwrap_or(1);
    // Windows has wider ones: a failure must stay one.
    ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
}
