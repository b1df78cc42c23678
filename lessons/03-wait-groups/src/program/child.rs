//! A wrong way in a child process: it may hang, and is then ended.

use anyhow::Context;
use lesson_03::sync::channel::{RecvTimeoutError, unbounded};
use lesson_03::sync::thread;
use lesson_03::sync::time::Duration;
use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// How long a child may say nothing before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a child said, line by line, and whether it came to its end.
#[derive(Debug)]
pub struct Told {
    pub lines: Vec<String>,
    pub hung: bool,
}

impl Told {
    /// What follows `label` in the last line that begins with it.
    pub fn after(&self, label: &str) -> Option<&str> {
        let mut lines = self.lines.iter().rev();
        lines.find_map(|line| line.strip_prefix(label))
    }
}

/// Runs the trap `name` in a child of this very program; ends it after 2 s without a word.
pub fn run(name: &str) -> anyhow::Result<Told> {
    let program = env::current_exe().context("cannot find this program")?;
    let mut child = Command::new(program)
        .args(["--trap", name, "--in-child"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start a child process")?;
    let output = child.stdout.take().context("the child has no output")?;
    let (line_tx, line_rx) = unbounded();
    let reader = thread::spawn(move || {
        let lines = BufReader::new(output).lines();
        for line in lines.map_while(Result::ok) {
            let _ = line_tx.send(line);
        }
    });
    let mut lines = vec![];
    let hung = loop {
        match line_rx.recv_timeout(PATIENCE) {
            Ok(line) => lines.push(line),
            Err(RecvTimeoutError::Timeout) => break true,
            Err(RecvTimeoutError::Disconnected) => break false,
        }
    };
    if hung {
        child.kill().context("cannot end the child process")?;
    }
    child.wait().context("cannot wait for the child process")?;
    // Its end of the pipe is closed now.
    let _ = reader.join();
    Ok(Told { lines, hung })
}
