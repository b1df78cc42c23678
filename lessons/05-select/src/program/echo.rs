//! The echo of standard input: the technique between real ends.

use anyhow::{Context, anyhow};
use lesson_05::echo::Echo;
use lesson_05::echoed::{Echoed, Ending, Sizes};
use lesson_05::sync::thread::{JoinHandle, sleep};
use lesson_05::sync::time::Duration;
use lesson_05::within::within;
use lesson_program::screen::{BOLD, Screen};
use lesson_program::streams;
use lesson_program::words::{count, time};
use std::io::ErrorKind;
use std::panic::resume_unwind;
use std::process::ExitCode;

/// How long a blocked standard output may take to accept what was read before the timeout: half of it
/// in one wait, and half in `WAITS` short ones. A process that is stopped loses only one of the waits,
/// however long it is stopped.
const GRACE: Duration = Duration::from_millis(500);
const WAITS: u32 = 10;

/// Echoes until the input ends or the time is up.
pub fn run(timeout: Duration, sizes: Sizes, screen: &Screen) -> anyhow::Result<ExitCode> {
    screen.invite(|end| {
        let time = time(timeout);
        format!("Type a line, and it is echoed. The program ends after {time}, or at {end}.")
    });
    let input = streams::input().context("cannot read standard input")?;
    let output = streams::output().context("cannot write to standard output")?;
    let echo = Echo::start(input, output, sizes).context("cannot start the reader")?;
    let progress = echo.progress();
    // The output may block the loop, so this thread keeps the time too.
    let told = within(timeout.saturating_add(GRACE), move || echo.wait(timeout));
    match told.context("cannot start the loop")? {
        Ok(echoed) => end(echoed, screen),
        Err(held_up) if ends_soon(&held_up) => end(
            held_up.join().unwrap_or_else(|panic| resume_unwind(panic)),
            screen,
        ),
        Err(_held_up) => {
            screen.tell(&format!("{BOLD}Timed out.{BOLD:#}"));
            let lost = progress.pending();
            if lost == 0 {
                return Ok(ExitCode::SUCCESS);
            }
            let lost = count(lost, "byte");
            screen.tell(&format!("{lost} were read but not written"));
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Whether the loop ends within the second half of the grace period. If the process was stopped at its
/// timeout, the loop has not had any of it yet.
fn ends_soon(held_up: &JoinHandle<Echoed>) -> bool {
    (0..WAITS).any(|_| {
        sleep(GRACE / WAITS);
        held_up.is_finished()
    })
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
