//! `--trap NAME`: runs a wrong way on real threads until it shows, and says what to look at.

use super::args::{Trap, name};
use super::child;
use super::demos::{Run, numbers, query};
use super::screen::{BOLD, Screen};
use super::share::LOOP_VARIABLE;
use anyhow::Context;
use lesson_02::traps::{
    captured_loop_variable, detached, sleep_is_not_wait, swallowed_panic, yield_is_not_wait,
};
use std::io::Write;
use std::process::ExitCode;

/// How many runs a trap has, unless told.
pub const RUNS: u32 = 1000;

/// A trap did not fail as announced.
const DID_NOT_SHOW: u8 = 3;

/// Pages that the detached closure saves.
const PAGES: usize = 100;
/// Closures that the loop starts.
const CLOSURES: usize = 4;
/// Rows of the query in the first run; each run has twice as many, up to the most.
const ROWS: u64 = 1000;
const MOST_ROWS: u64 = ROWS << 18;

/// Runs `trap` until it shows, `runs` times at most.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    let name = name(trap);
    for run in 1..=runs {
        let happened = once(trap, run).with_context(|| format!("cannot run {name}"))?;
        if let Some(happened) = happened {
            screen.print(&story(trap, &happened, run))?;
            screen.hint(next(trap));
            return Ok(ExitCode::SUCCESS);
        }
    }
    screen.tell(&format!(
        "{name} did not show in {}: try again, or with more --runs",
        count(runs)
    ));
    Ok(ExitCode::from(DID_NOT_SHOW))
}

/// What a child of this program does for its parent's trap: one that ends before its work, or panics.
pub fn in_child(trap: Trap) -> anyhow::Result<ExitCode> {
    match trap {
        Trap::SwallowedPanic => {
            let broken = || panic!("no space left for the second half");
            let save = swallowed_panic::Background::start(broken)?;
            if save.wait().is_ok() {
                println!("saved");
            }
        }
        _ => {
            let save = detached::Background::start(|| {
                for page in 1..=PAGES {
                    // If nobody reads on, nobody counts.
                    let _ = writeln!(std::io::stdout(), "saved page {page}");
                }
            })?;
            let _ = save.wait();
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What went wrong in one run of the trap, if it did.
fn once(trap: Trap, run: u32) -> anyhow::Result<Option<String>> {
    Ok(match trap {
        Trap::Detached => {
            let output = child::run(&["--trap=detached", "--in-child"])?;
            let pages = String::from_utf8_lossy(&output.stdout).lines().count();
            let how_far = match pages {
                0 => "the closure never ran".into(),
                pages => format!("the closure had saved {pages} of {PAGES} pages"),
            };
            (pages < PAGES).then(|| format!("the process ended, and {how_far}"))
        }
        Trap::YieldIsNotWait => unfinished(
            |work| Ok(yield_is_not_wait::Background::start(work)?.wait()),
            run,
        )?,
        Trap::SleepIsNotWait => unfinished(
            |work| Ok(sleep_is_not_wait::Background::start(work)?.wait()),
            run,
        )?,
        Trap::CapturedLoopVariable => {
            let expected: Vec<_> = (0..CLOSURES).collect();
            let seen = numbers(|i, work| captured_loop_variable::each(i, work), CLOSURES)?;
            (seen != expected).then(|| format!("they saw {seen:?}"))
        }
        Trap::SwallowedPanic => {
            let output = child::run(&["--trap=swallowed-panic", "--in-child"])?;
            let said = String::from_utf8_lossy(&output.stderr);
            let panic = said.trim().replace('\n', "\n            ");
            (output.stdout == b"saved\n" && said.contains("panicked")).then(|| {
                format!("it said \"saved\" and ended with status 0; Rust's own message was\n            {panic}")
            })
        }
    })
}

/// A query that a wait leaves unfinished: it grows from run to run, as tables do.
fn unfinished(wait: Run, run: u32) -> anyhow::Result<Option<String>> {
    let rows = ROWS << (run - 1).min(63);
    let rows = if rows == 0 {
        MOST_ROWS
    } else {
        rows.min(MOST_ROWS)
    };
    let seen = query(wait, rows)?;
    Ok((seen < rows).then(|| format!("{seen} of {rows} rows had been looked at")))
}

/// The run as a person reads it.
fn story(trap: Trap, happened: &str, run: u32) -> String {
    let name = name(trap);
    let file = name.replace('-', "_");
    let (wrong, expected) = match trap {
        Trap::Detached => (
            "nobody waits for the closure",
            "all of its pages are saved when the process ends",
        ),
        Trap::YieldIsNotWait => (
            "a yield where a join is meant",
            "the query is finished when its wait is over",
        ),
        Trap::SleepIsNotWait => (
            "a sleep where a join is meant",
            "the query is finished when its wait is over, however many rows there are",
        ),
        Trap::CapturedLoopVariable => (
            "all closures share the loop's variable, and read it late",
            "each closure sees the number of its own turn: [0, 1, 2, 3]",
        ),
        Trap::SwallowedPanic => (
            "nobody looks at what the handle says",
            "a wait that succeeds means that the work is done",
        ),
    };
    let mut text = format!(
        "{BOLD}{name}{BOLD:#}: {wrong}\n\
         \n  expected  {expected}\
         \n  happened  {happened}\
         \n  it took   {}\
         \n  look at   lessons/02-closures/src/traps/{file}.rs, the lines marked TRAP:\
         \n  see why   cargo test -p lesson-02 --test loom -- --nocapture\n",
        count(run)
    );
    if trap == Trap::CapturedLoopVariable {
        text.push_str("\nA closure that borrows the variable itself does not compile.\n");
        text.push_str(&LOOP_VARIABLE.text());
    }
    text
}

fn count(runs: u32) -> String {
    let unit = if runs == 1 { "run" } else { "runs" };
    format!("{runs} {unit}")
}

fn next(trap: Trap) -> &'static str {
    match trap {
        Trap::Detached => "cargo run --bin lesson-02 -- --trap yield-is-not-wait",
        Trap::YieldIsNotWait => "cargo run --bin lesson-02 -- --trap sleep-is-not-wait",
        Trap::SleepIsNotWait => "cargo run --bin lesson-02 -- --trap captured-loop-variable",
        Trap::CapturedLoopVariable => "cargo run --bin lesson-02 -- --trap swallowed-panic",
        Trap::SwallowedPanic => "cargo test -p lesson-02 --test loom -- --nocapture",
    }
}
