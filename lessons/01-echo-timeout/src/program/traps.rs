//! `--trap NAME`: runs a wrong way on real threads until it shows, and says what to look at.

use super::args::Trap;
use super::demos::{endless, nothing};
use lesson_01::echo::Echo;
use lesson_01::sync::time::Duration;
use lesson_01::traps::{abandoned, late_write, sleeps_past_eof};
use lesson_program::screen::Screen;
use lesson_program::trap::Story;
use std::io;
use std::process::ExitCode;

/// As in the program; no run comes near it.
const GRACE: Duration = Duration::from_secs(1);
/// The time-out in the runs that need luck: there may be many of them.
const SHORT: Duration = Duration::from_millis(1);
/// The time-out in the run that a person waits for.
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
            let late = endless(run, SHORT)?.after_the_farewell;
            (late > 0).then(|| format!("{late} bytes were echoed after it"))
        }
        Trap::SleepsPastEof => {
            let run = |i, o, t| Ok(sleeps_past_eof::wait(Echo::start(i, o)?, t, GRACE));
            let took = nothing(run, LONG)?.as_millis();
            (took >= LONG.as_millis())
                .then(|| format!("it ended after {took}ms, when the time was over"))
        }
        Trap::Abandoned => {
            let run = |i, o, t| Ok(abandoned::start(i, o)?.wait(t, GRACE));
            let account = endless(run, SHORT)?;
            let echoed = account.before_the_farewell + account.after_the_farewell;
            let lost = account.accepted.saturating_sub(echoed);
            let accepted = account.accepted;
            (lost > 0).then(|| {
                format!("{accepted} bytes were accepted, {echoed} echoed: {lost} are lost")
            })
        }
    };
    Ok(happened)
}

/// What is wrong with it.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::LateWrite => (
            "nothing orders the copier against the farewell",
            "after the farewell, nothing is echoed",
        ),
        Trap::SleepsPastEof => (
            "the foreground sleeps on although the input has ended",
            "an empty input ends the echo at once, long before its time-out of 300ms",
        ),
        Trap::Abandoned => (
            "what was accepted and not yet written at the time-out is lost",
            "all bytes accepted before the time-out are echoed",
        ),
    };
    Story {
        lesson: "01-echo-timeout",
        wrong,
        expected: expected.into(),
    }
}
