//! Programs that may hang: each runs as a child for a limited time.

use anyhow::{Context, Result, bail};
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How a program ended.
#[derive(Debug)]
pub struct Ended {
    /// `None` if it was stopped because it ran for too long.
    pub success: Option<bool>,
    /// Standard output, and then standard error.
    pub said: String,
}

/// Runs a program until it ends, at most for `limit`.
pub fn limited(command: &mut Command, limit: Duration) -> Result<Ended> {
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let started = command.spawn();
    let mut child = started.with_context(|| format!("cannot start {command:?}"))?;
    let out = child.stdout.take().context("it is piped")?;
    let err = child.stderr.take().context("it is piped")?;
    let out = thread::spawn(move || everything(out));
    let err = thread::spawn(move || everything(err));
    let began = Instant::now();
    let mut pause = Duration::from_micros(200);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if began.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            break None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    let (out, err) = (out.join(), err.join());
    let said = out.unwrap_or_default() + &err.unwrap_or_default();
    Ok(Ended {
        success: status.map(|status| status.success()),
        said,
    })
}

fn everything(mut from: impl Read) -> String {
    let mut bytes = vec![];
    let _ = from.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Runs a program that must succeed, and returns its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = format!("{command:?}");
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).output();
    let output = output.with_context(|| format!("cannot start {shown}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{shown} ended with {}:\n{said}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
