//! `--trap NAME`: runs a bug on real threads until it shows, and prints what to look at.

use super::args::Trap;
use super::demos::{endless, nothing};
use lesson_01::echo::Echo;
use lesson_01::sync::time::Duration;
use lesson_01::traps::{abandoned, late_write, sleeps_past_eof};
use lesson_program::screen::Screen;
use lesson_program::trap::Story;
use std::io;
use std::process::ExitCode;

/// As in the program. No run takes nearly as long.
const GRACE: Duration = Duration::from_secs(1);
/// The timeout of runs that need luck, of which there may be many.
const SHORT: Duration = Duration::from_millis(1);
/// The timeout of the run that a person waits for.
const LONG: Duration = Duration::from_millis(300);

/// Runs `trap` until it shows, `runs` times at most.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    story(trap).run(&trap, runs, screen, |_| Ok(once(trap)?))
}

/// What went wrong in one run of the trap, if it did.
fn once(trap: Trap) -> io::Result<Option<String>> {
    let happened = match trap {
        Trap::LateWrite => {
            let run = |i, o, t| Ok(late_write::wait(late_write::start(i, o)?, t, GRACE));
            let late = endless(run, SHORT)?.after_closing;
            (late > 0).then(|| format!("{late} bytes were echoed after it"))
        }
        Trap::SleepsPastEof => {
            let run = |i, o, t| Ok(sleeps_past_eof::wait(Echo::start(i, o)?, t, GRACE));
            let took = nothing(run, LONG)?.as_millis();
            (took >= LONG.as_millis())
                .then(|| format!("it ended after {took}ms, when the time ran out"))
        }
        Trap::Abandoned => {
            let run = |i, o, t| Ok(abandoned::start(i, o)?.wait(t, GRACE));
            let account = endless(run, SHORT)?;
            let echoed = account.before_closing + account.after_closing;
            let lost = account.accepted.saturating_sub(echoed);
            let accepted = account.accepted;
            (lost > 0).then(|| {
                format!("{accepted} bytes were accepted, {echoed} echoed: {lost} were lost")
            })
        }
    };
    Ok(happened)
}

/// What is wrong with it.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::LateWrite => (
            "nothing orders the copier's writes and the closing message",
            "nothing is echoed after the closing message",
        ),
        Trap::SleepsPastEof => (
            "the foreground sleeps on although the input has ended",
            "an empty input ends the echo at once, long before its timeout of 300ms",
        ),
        Trap::Abandoned => (
            "bytes that were accepted but not yet written at the timeout are lost",
            "all bytes accepted before the timeout are echoed",
        ),
    };
    Story {
        lesson: "01-echo-timeout",
        wrong,
        expected: expected.into(),
    }
}
