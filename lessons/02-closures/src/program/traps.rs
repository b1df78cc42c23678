//! `--trap NAME`: runs a bug on real threads until it shows, and prints what to look at.

use super::args::Trap;
use super::demos::{Run, numbers, query};
use super::share::LOOP_VARIABLE;
use lesson_02::background::Background;
use lesson_02::traps::{
    captured_loop_variable, detached, sleep_is_not_wait, swallowed_panic, yield_is_not_wait,
};
use lesson_program::args::name;
use lesson_program::child::{Told, end_with_parent, watch};
use lesson_program::screen::Screen;
use lesson_program::trap::{Happened, Story};
use std::io::Write;
use std::process::ExitCode;

/// How often a trap is tried by default.
pub const RUNS: u32 = 1000;

/// Pages that the detached closure saves.
const PAGES: usize = 100;
/// Closures that the loop starts.
const CLOSURES: usize = 4;
/// Rows of the query in the first run. Each further run doubles them, up to the maximum.
const ROWS: u64 = 1000;
const MOST_ROWS: u64 = ROWS << 18;

/// Runs `trap` until it shows, `runs` times at most.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    story(trap).run(&trap, runs, screen, |run| once(trap, run))
}

/// What a child process does for its parent's trap: end before its work is done, or panic.
pub fn in_child(trap: Trap) -> anyhow::Result<ExitCode> {
    end_with_parent()?;
    match trap {
        Trap::SwallowedPanic => {
            let broken = || panic!("no space left for the second half");
            let save = Background::start(broken)?;
            if swallowed_panic::wait(save).is_ok() {
                println!("saved");
            }
        }
        _ => {
            let save = Background::start(|| {
                for page in 1..=PAGES {
                    // If the parent has stopped reading, it does not count either.
                    let _ = writeln!(std::io::stdout(), "saved page {page}");
                }
            })?;
            let _ = detached::wait(save);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What went wrong in one run of the trap, if it did.
fn once(trap: Trap, run: u32) -> anyhow::Result<Option<Happened>> {
    Ok(match trap {
        Trap::Detached => {
            let pages = child(trap)?.lines.len();
            let how_far = match pages {
                0 => "the closure never ran".into(),
                pages => format!("the closure had saved {pages} of {PAGES} pages"),
            };
            (pages < PAGES).then(|| format!("the process ended, and {how_far}").into())
        }
        Trap::YieldIsNotWait => unfinished(
            |work| Ok(yield_is_not_wait::wait(Background::start(work)?)),
            run,
        )?,
        Trap::SleepIsNotWait => unfinished(
            |work| Ok(sleep_is_not_wait::wait(Background::start(work)?)),
            run,
        )?,
        Trap::CapturedLoopVariable => {
            let expected: Vec<_> = (0..CLOSURES).collect();
            let seen = numbers(|i, work| captured_loop_variable::each(i, work), CLOSURES)?;
            (seen != expected).then(|| {
                Happened::from(format!("they saw {seen:?}")).and(format!(
                    "\nA closure that borrows the variable itself does not compile.\n{}",
                    LOOP_VARIABLE.text()
                ))
            })
        }
        Trap::SwallowedPanic => {
            let told = child(trap)?;
            let panic = told.errors.trim();
            (told.lines == ["saved"] && panic.contains("panicked")).then(|| {
                let said = "it said \"saved\" and ended with status 0; Rust's own message was";
                format!("{said}\n{panic}").into()
            })
        }
    })
}

/// What the trap prints in a process of its own.
fn child(trap: Trap) -> anyhow::Result<Told> {
    watch(&["--trap", &name(&trap), "--in-child"])?.ended()
}

/// A query that a wait leaves unfinished. It grows from run to run, as tables do.
fn unfinished(wait: Run, run: u32) -> anyhow::Result<Option<Happened>> {
    let rows = ROWS << (run - 1).min(63);
    let rows = if rows == 0 {
        MOST_ROWS
    } else {
        rows.min(MOST_ROWS)
    };
    let seen = query(wait, rows)?;
    Ok((seen < rows).then(|| format!("{seen} of {rows} rows had been processed").into()))
}

/// What is wrong with it.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::Detached => (
            "no thread waits for the closure",
            "all of its pages are saved when the process ends",
        ),
        Trap::YieldIsNotWait => (
            "a yield where a join is meant",
            "the query is finished when its wait returns",
        ),
        Trap::SleepIsNotWait => (
            "a sleep where a join is meant",
            "the query is finished when its wait returns, however many rows there are",
        ),
        Trap::CapturedLoopVariable => (
            "all closures share the loop's variable, and read it late",
            "each closure sees the number of its own iteration: [0, 1, 2, 3]",
        ),
        Trap::SwallowedPanic => (
            "the result of the handle is never checked",
            "a wait that succeeds means that the work is done",
        ),
    };
    Story {
        lesson: "02-closures",
        wrong,
        expected: expected.into(),
    }
}
