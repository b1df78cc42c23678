//! The echo of standard input: the technique between real ends.

use anyhow::{Context, anyhow};
use lesson_05::echo::Echo;
use lesson_05::echoed::{Echoed, Ending, Sizes};
use lesson_05::sync::time::Duration;
use lesson_05::within::within;
use lesson_program::screen::{BOLD, Screen};
use lesson_program::streams;
use lesson_program::words::{count, time};
use std::io::{self, ErrorKind, IsTerminal};
use std::panic::resume_unwind;
use std::process::ExitCode;

/// How long a blocked standard output may take to accept what was read before the time-out.
const GRACE: Duration = Duration::from_secs(1);

/// Echoes until the input or the time is over.
pub fn run(timeout: Duration, sizes: Sizes, screen: &Screen) -> anyhow::Result<ExitCode> {
    if io::stdin().is_terminal() {
        invite(timeout, screen);
    }
    let input = streams::input().context("cannot read standard input")?;
    let output = streams::output().context("cannot write to standard output")?;
    let echo = Echo::start(input, output, sizes).context("cannot start the reader")?;
    let progress = echo.progress();
    // The loop may be held up by its output, so somebody else looks at the time too.
    let told = within(timeout.saturating_add(GRACE), move || echo.wait(timeout));
    match told.context("cannot start the loop")? {
        Ok(echoed) => end(echoed, screen),
        Err(_held_up) => {
            screen.tell(&format!("{BOLD}Timed out.{BOLD:#}"));
            let lost = count(progress.pending(), "byte");
            screen.tell(&format!("{lost} were read and not written"));
            Ok(ExitCode::FAILURE)
        }
    }
}

fn invite(timeout: Duration, screen: &Screen) {
    let time = time(timeout);
    let end = if cfg!(windows) {
        "Ctrl-Z and Enter"
    } else {
        "Ctrl-D"
    };
    screen.tell_person(&format!(
        "Type a line: it comes back. This ends after {time}, or with {end}."
    ));
}

fn end(echoed: Echoed, screen: &Screen) -> anyhow::Result<ExitCode> {
    match echoed.ending {
        Ending::InputEnded => {
            let read = echoed.reader.join();
            let read = read.unwrap_or_else(|panic| resume_unwind(panic));
            read.context("cannot read standard input")?;
        }
        // The reader may be blocked in reading, and there is no portable way to end that.
        Ending::TimedOut => screen.tell(&format!("{BOLD}Timed out.{BOLD:#}")),
        Ending::OutputFailed(why) if why.kind() == ErrorKind::BrokenPipe => {
            return Ok(ExitCode::SUCCESS);
        }
        Ending::OutputFailed(why) => {
            return Err(anyhow!(why).context("cannot write to standard output"));
        }
    }
    screen.hint("cargo run --bin lesson-05 -- --fairness 100000");
    Ok(ExitCode::SUCCESS)
}
