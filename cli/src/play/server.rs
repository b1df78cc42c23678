//! The program that serves the page. It reads from its standard input what to show, a line of JSON at a time, and
//! ends at the end of it: so it never outlives this command, however that ends.

use super::How;
use crate::status::Status;
use crate::{Desk, cargo};
use anyhow::{Context, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long it may take to end.
const GRACE: Duration = Duration::from_secs(2);
/// The pause between two looks whether it has.
const LOOK: Duration = Duration::from_millis(10);

/// Where it is told what to show; `None` if there is none, or it was told to end.
static INPUT: Mutex<Option<ChildStdin>> = Mutex::new(None);
/// It runs.
static RUNS: AtomicBool = AtomicBool::new(false);

fn input() -> MutexGuard<'static, Option<ChildStdin>> {
    INPUT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The server, as long as it has something to serve.
pub struct Server {
    pub address: String,
    /// It says no more than its address, but would notice if no reader were left.
    _said: BufReader<ChildStdout>,
}

impl Server {
    /// Builds it if need be, starts it, and waits until it says where it is. `gone` is called when it has ended.
    ///
    /// # Errors
    /// It cannot be built or started, or has no port.
    pub fn start(
        desk: &Desk,
        id: &str,
        how: How,
        gone: impl FnOnce(ExitStatus) + Send + 'static,
    ) -> anyhow::Result<Server> {
        let root = &desk.course.root;
        let status = Status::building("the server of the page");
        let show = |line: &str| status.show(line);
        let executable = cargo::program(desk.course, "workbook-play", "play", show)?;
        drop(status);
        let mut command = Command::new(executable);
        command.arg(id).arg("--root").arg(root);
        command.args(["--port", &how.port.to_string()]);
        if how.open {
            command.arg("--open");
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        apart(&mut command);
        let mut child = command.spawn().context("cannot start the server")?;
        *input() = child.stdin.take();
        let said = child.stdout.take().context("the server has no output")?;
        let mut said = BufReader::new(said);
        RUNS.store(true, Ordering::Release);
        wait(child, gone)?;
        let mut line = String::new();
        said.read_line(&mut line)
            .context("cannot read where the page is served")?;
        match line.trim() {
            "" => bail!("the page is not served: its server ended"),
            address => Ok(Server {
                address: address.into(),
                _said: said,
            }),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end();
    }
}

/// A Ctrl-C is for this command, which then ends the server.
fn apart(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(command, NEW_GROUP);
}

/// `CREATE_NEW_PROCESS_GROUP`
#[cfg(windows)]
const NEW_GROUP: u32 = 0x200;

/// Waits for its end in a thread of its own.
fn wait(mut child: Child, gone: impl FnOnce(ExitStatus) + Send + 'static) -> anyhow::Result<()> {
    thread::Builder::new()
        .spawn(move || {
            let status = child.wait();
            RUNS.store(false, Ordering::Release);
            if let Ok(status) = status {
                gone(status);
            }
        })
        .context("cannot start a thread")?;
    Ok(())
}

/// Tells it what to show. Whoever waits for its end learns if it is gone.
pub fn tell(what: &Value) {
    if let Some(input) = &mut *input() {
        let _ = input.write_all(format!("{what}\n").as_bytes());
    }
}

/// Tells it to end, and waits until it has.
pub fn end() {
    input().take();
    let begun = Instant::now();
    while RUNS.load(Ordering::Acquire) && begun.elapsed() < GRACE {
        thread::sleep(LOOK);
    }
}
