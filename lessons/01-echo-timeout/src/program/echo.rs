//! The echo of standard input to standard output.

use anyhow::{Context, anyhow};
use lesson_01::echo::Echo;
use lesson_01::echoed::{EchoError, Ending};
use lesson_01::sync::time::Duration;
use lesson_program::screen::{BOLD, Screen};
use lesson_program::streams;
use lesson_program::words::time;
use std::io::ErrorKind;
use std::panic::resume_unwind;
use std::process::ExitCode;

/// How long a blocked standard output may take to accept what was read before the timeout.
const GRACE: Duration = Duration::from_secs(1);

/// Echoes until the input ends or the time runs out.
pub fn run(timeout: Duration, screen: &Screen) -> anyhow::Result<ExitCode> {
    screen.invite(|end| {
        let time = time(timeout);
        format!("Type a line, and it is echoed. The program ends after {time}, or at {end}.")
    });
    let input = streams::input().context("cannot read standard input")?;
    let output = streams::output().context("cannot write to standard output")?;
    let echo = Echo::start(input, output).context("cannot start the copier")?;
    let echoed = echo.wait(timeout, GRACE);
    match echoed.ending {
        // After a timeout it may be blocked in a read, which no portable call can interrupt.
        Ending::CopierEnded => echoed
            .copier
            .join()
            .unwrap_or_else(|why| resume_unwind(why)),
        Ending::TimedOut => screen.tell(&format!("{BOLD}Timed out.{BOLD:#}")),
    }
    match echoed.error {
        Some(EchoError::Write(why)) if why.kind() == ErrorKind::BrokenPipe => {
            return Ok(ExitCode::SUCCESS);
        }
        Some(EchoError::Write(why)) => {
            return Err(anyhow!(why).context("cannot write to standard output"));
        }
        Some(EchoError::Read(why)) => {
            return Err(anyhow!(why).context("cannot read standard input"));
        }
        None => {}
    }
    if echoed.read != echoed.written {
        let lost = echoed.read - echoed.written;
        screen.tell(&format!("{lost} bytes were read but not written"));
        return Ok(ExitCode::FAILURE);
    }
    screen.hint("cargo run --bin lesson-01 -- --trap late-write");
    Ok(ExitCode::SUCCESS)
}
