//! A trap that hangs runs in a child: the program itself, which says how far it is, until it says
//! nothing any more.

use super::demos::Repeated;
use lesson_04::sync::channel::{RecvTimeoutError, unbounded};
use lesson_04::sync::thread::spawn;
use lesson_04::sync::time::Duration;
use lesson_04::text::Text;
use lesson_04::traps::lock_order;
use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};

/// So long without progress is a hang.
const PATIENCE: Duration = Duration::from_secs(2);
/// Chunks for each worker: far more than it takes.
const CHUNKS: u32 = 100_000;

/// What a worker says when its text is over.
const OVER: &str = "over";

/// A text that says which chunk it hands out.
struct Told {
    worker: usize,
    text: Repeated,
    chunk: u32,
}

impl Text for Told {
    fn next(&mut self, chunk: &mut String) -> bool {
        let more = self.text.next(chunk);
        self.chunk += 1;
        let what = if more {
            self.chunk.to_string()
        } else {
            OVER.into()
        };
        // A parent that is gone has closed this child's input, which ends it.
        let _ = writeln!(io::stdout(), "{} {what}", self.worker);
        more
    }
}

/// What the child does: the trap, by two workers.
pub fn run() -> ExitCode {
    // The parent holds the other end: nobody stays behind if it is killed.
    spawn(|| {
        let _ = io::stdin().read(&mut [0]);
        std::process::exit(1);
    });
    let texts = (1..=2).map(|worker| Told {
        worker,
        text: Repeated::sample(CHUNKS),
        chunk: 0,
    });
    match lock_order::tally(texts.collect()) {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Runs the child: how far each worker was when it hung, if it did.
///
/// # Errors
/// The child could not be started, or ended with a failure.
pub fn watch(trap: &str) -> io::Result<Option<[u32; 2]>> {
    let mut child = Command::new(env::current_exe()?)
        .args(["--trap", trap, "--in-child"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let hung = follow(&mut child);
    if hung.is_some() {
        // It may have ended at this very moment.
        let _ = child.kill();
    }
    let status = child.wait()?;
    match hung {
        None if !status.success() => Err(io::Error::other(format!("the child ended: {status}"))),
        hung => Ok(hung),
    }
}

/// Follows what the child says until it ends, or says nothing for too long.
fn follow(child: &mut Child) -> Option<[u32; 2]> {
    let said = BufReader::new(child.stdout.take()?);
    let (line_tx, line_rx) = unbounded();
    let reader = spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            if line_tx.send(line).is_err() {
                return;
            }
        }
    });
    let mut chunks = [0; 2];
    loop {
        match line_rx.recv_timeout(PATIENCE) {
            Ok(line) => {
                let (worker, chunk) = line.split_once(' ')?;
                let worker: usize = worker.parse().ok()?;
                if let (Some(known), Ok(chunk)) = (chunks.get_mut(worker - 1), chunk.parse()) {
                    *known = chunk;
                }
            }
            Err(RecvTimeoutError::Timeout) => return Some(chunks),
            Err(RecvTimeoutError::Disconnected) => {
                let _ = reader.join();
                return None;
            }
        }
    }
}
