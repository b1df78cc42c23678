//! `--trap NAME`: runs a wrong way on real threads until it shows, and says what to look at.

use super::args::Trap;
use super::demos::{Account, SIZES, busy, ends, once};
use super::refusal::WRONG_END;
use lesson_05::echo::Echo;
use lesson_05::sync::time::Duration;
use lesson_05::traps::{dead_arm, eof_spin, padded, rearmed_timer, starved};
use lesson_program::screen::Screen;
use lesson_program::trap::{Happened, Story};
use lesson_program::words::count;
use std::io;
use std::process::ExitCode;

/// The time-out in the runs that a person waits for.
const LONG: Duration = Duration::from_millis(300);
/// The time-out in the runs with a busy input, which take five times as long.
const SHORT: Duration = Duration::from_millis(100);
/// How long a slow output takes for each write: the input is always ahead of it.
const SLOW: Duration = Duration::from_millis(1);

/// Runs `trap` until it shows, `runs` times at most.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    story(trap).run(&trap, runs, screen, |_| Ok(one(trap)?))
}

/// What went wrong in one run of the trap, if it did.
fn one(trap: Trap) -> io::Result<Option<Happened>> {
    let happened = match trap {
        Trap::Padded => {
            let run = |i, o, t| Ok(padded::start(i, o, SIZES)?.wait(t));
            let echoed = once(run, b"hello", LONG)?.echoed;
            (echoed.len() > 5).then(|| {
                let zeros = echoed.iter().filter(|byte| **byte == 0).count();
                let bytes = echoed.len();
                format!("{bytes} bytes came back, {zeros} of them zeros that nobody typed")
            })
        }
        Trap::EofSpin => {
            let run = |i, o, t| Ok(eof_spin::start(i, o, SIZES)?.wait(t));
            let account = once(run, b"hello", LONG)?;
            let again = count(account.after_the_end, "more time");
            let took = account.took.as_millis();
            (account.after_the_end > 0)
                .then(|| format!("it was read {again} in {took}ms, until the time was over"))
        }
        Trap::RearmedTimer => {
            let run = |i, o, t| Ok(rearmed_timer::wait(Echo::start(i, o, SIZES)?, t));
            went_on(&busy(run, SLOW, SHORT)?)
        }
        Trap::Starved => {
            let run = |i, o, t| Ok(starved::wait(Echo::start(i, o, SIZES)?, t));
            went_on(&busy(run, SLOW, SHORT)?)
        }
        Trap::DeadArm => {
            let merge = |left, right, take: &mut dyn FnMut(_)| {
                dead_arm::merge(left, right, 1, take);
            };
            let taken = ends(merge, LONG)?;
            (taken > 1).then(|| format!("its end was taken {taken} times"))
        }
        Trap::WrongEnd => {
            let said = format!("the compiler refuses it\n\n{WRONG_END}");
            return Ok(Some(Happened::refused(said).shown_by("program refused::")));
        }
    };
    Ok(happened.map(Happened::from))
}

/// The input was over, and the time had been long before that.
fn went_on(account: &Account) -> Option<String> {
    let (took, writes) = (account.took.as_millis(), account.echoed.len());
    (!account.timed_out).then(|| {
        format!("it echoed for {took}ms, {writes} bytes, until the input was over by itself")
    })
}

/// What is wrong with it.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::Padded => (
            "the whole buffer is echoed, although the read filled only its beginning",
            "5 bytes are typed, and come back",
        ),
        Trap::EofSpin => (
            "the end of the input is taken for bytes, and read again for ever",
            "the end of the input is read once, and ends the echo long before its time-out of 300ms",
        ),
        Trap::RearmedTimer => (
            "the timer is made anew in each turn, so it never fires while there is traffic",
            "a busy input is echoed for 100ms, and then the time is over",
        ),
        Trap::Starved => (
            "channels are tried in order, so the busy one starves the other",
            "a busy input is echoed for 100ms, and then the time is over",
        ),
        Trap::DeadArm => (
            "a channel that has ended stays in the select, and is always ready",
            "one of two channels ends 300ms before the other, and its end is taken once",
        ),
        Trap::WrongEnd => (
            "it receives from the end that sends",
            "whoever is given a sender can only send",
        ),
    };
    Story {
        lesson: "05-select",
        wrong,
        expected: expected.into(),
    }
}
