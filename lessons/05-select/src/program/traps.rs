//! `--trap NAME`: runs a bug on real threads until it shows, and says where to look.

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

/// The timeout of runs that the person at the terminal waits for.
const LONG: Duration = Duration::from_millis(300);
/// The timeout of runs with a busy input, which take five times as long.
const SHORT: Duration = Duration::from_millis(100);
/// How long a slow output takes for each write, so that the input is always ahead of it.
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
                format!("{bytes} bytes were echoed, {zeros} of them zeros that were never typed")
            })
        }
        Trap::EofSpin => {
            let run = |i, o, t| Ok(eof_spin::start(i, o, SIZES)?.wait(t));
            let account = once(run, b"hello", LONG)?;
            let again = count(account.after_the_end, "more time");
            let took = account.took.as_millis();
            (account.after_the_end > 0)
                .then(|| format!("it was read {again} in {took}ms, until the timeout"))
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
            (taken > 1).then(|| format!("its end was received {taken} times"))
        }
        Trap::WrongEnd => {
            let said = format!("the compiler refuses it\n\n{WRONG_END}");
            return Ok(Some(Happened::refused(said).shown_by("program refused::")));
        }
    };
    Ok(happened.map(Happened::from))
}

/// What went wrong if the input ended, although the timeout should have ended the echo long before.
fn went_on(account: &Account) -> Option<String> {
    let (took, writes) = (account.took.as_millis(), account.echoed.len());
    (!account.timed_out)
        .then(|| format!("it echoed {writes} bytes for {took}ms, until the input ended by itself"))
}

/// What is wrong with a trap.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::Padded => (
            "the whole buffer is echoed, although the read filled only part of it",
            "5 bytes are typed, and the same 5 are echoed",
        ),
        Trap::EofSpin => (
            "the end of the input is echoed as if it were data, and read again forever",
            "the end of the input is read once, and ends the echo long before its timeout of 300ms",
        ),
        Trap::RearmedTimer => (
            "each iteration makes a new timer, which never fires while there is traffic",
            "a busy input is echoed for 100ms, until the timeout",
        ),
        Trap::Starved => (
            "channels are tried in order, so the busy one starves the other",
            "a busy input is echoed for 100ms, until the timeout",
        ),
        Trap::DeadArm => (
            "a channel that has ended stays in the select, where it is always ready",
            "one of two channels ends 300ms before the other, and its end is received once",
        ),
        Trap::WrongEnd => (
            "it receives from the sending end of a channel",
            "a function that is given a sender can only send",
        ),
    };
    Story {
        lesson: "05-select",
        wrong,
        expected: expected.into(),
    }
}
