//! `--trap NAME`: runs a wrong way on real threads until it shows, and says what to look at.

use super::args::Trap;
use super::child;
use super::demos::{self, FILES_WITH_THREADS, JOBS, TASKS};
use super::names::count;
use super::sample::FILES;
use super::screen::{BOLD, Screen};
use anyhow::Context;
use clap::ValueEnum;
use std::process::ExitCode;

/// A trap did not fail as announced.
const DID_NOT_SHOW: u8 = 3;

/// Runs `trap` until it shows, `runs` times at most.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    let name = name(trap);
    for run in 1..=runs {
        let happened = once(trap).with_context(|| format!("cannot run {name}"))?;
        if let Some(happened) = happened {
            screen.print(&story(trap, &happened, run))?;
            screen.hint(next(trap));
            return Ok(ExitCode::SUCCESS);
        }
    }
    screen.tell(&format!(
        "{name} did not show in {}: try again, or with more --runs",
        count(runs as usize, "run")
    ));
    Ok(ExitCode::from(DID_NOT_SHOW))
}

/// Runs a trap that may hang, in a process that may be ended; its words go to the parent.
pub fn run_in_child(trap: Trap, screen: &Screen) -> anyhow::Result<ExitCode> {
    match trap {
        Trap::ForgottenDone => demos::forgotten_done()?,
        Trap::ThreadPerFile => demos::thread_per_file()?,
        _ => screen.tell("this one needs no child"),
    }
    Ok(ExitCode::SUCCESS)
}

/// What went wrong in one run of the trap, if it did.
fn once(trap: Trap) -> anyhow::Result<Option<String>> {
    Ok(match trap {
        Trap::AddInside => {
            let done = demos::add_inside()?;
            (done < TASKS).then(|| format!("wait returned when {done} of {TASKS} files were done"))
        }
        Trap::ForgottenDone => {
            let told = child::run(&name(trap))?;
            let waits = told.after("waits for ").is_some();
            (told.hung && waits).then(|| {
                format!(
                    "nothing, for 2 s: it was ended. main waits in Pool::wait for the place that\n\
                     {:12}{} took in the group: it failed, and nobody gave the place back;\n\
                     {:12}the workers wait for the next file",
                    "", FILES[1].0, ""
                )
            })
        }
        Trap::IgnoredErrors => {
            let told = demos::ignored_errors()?;
            let files = FILES.len();
            (told < files).then(|| {
                format!("{told} failures were told: it would say \"Compressed {files} files\"")
            })
        }
        Trap::HalfWritten => {
            let left = demos::half_written()?;
            left.error.map(|error| {
                format!(
                    "why.txt.gz had {} bytes and was whole; it has {} now, and unpacking it says:\n\
                     {:12}{error}",
                    left.before, left.after, ""
                )
            })
        }
        Trap::ThreadPerFile => {
            let told = child::run(&name(trap))?;
            let started: Option<usize> = told.after("started ").and_then(|n| n.parse().ok());
            let refused = told.after("refused ");
            started.filter(|started| *started > JOBS).map(|started| {
                let refused = refused.map(|refused| format!("; the system refused {refused}"));
                format!("{started} threads at once{}", refused.unwrap_or_default())
            })
        }
    })
}

/// The run as a person reads it.
fn story(trap: Trap, happened: &str, run: u32) -> String {
    let name = name(trap);
    let file = name.replace('-', "_");
    let (wrong, expected) = match trap {
        Trap::AddInside => (
            "the worker joins the group, not the one who queues the file",
            format!("wait returns when all {TASKS} files are done"),
        ),
        Trap::ForgottenDone => (
            "a file that fails never leaves the group",
            "wait returns, and tells of the file that failed".to_string(),
        ),
        Trap::IgnoredErrors => (
            "what the work returns is thrown away",
            format!("the disk is full: {} failures are told", FILES.len()),
        ),
        Trap::HalfWritten => (
            "the file is written under its final name",
            "the disk is full: the old file stays as it was".to_string(),
        ),
        Trap::ThreadPerFile => (
            "a thread for each file, however many there are",
            format!("{FILES_WITH_THREADS} files on {JOBS} threads"),
        ),
    };
    format!(
        "{BOLD}{name}{BOLD:#}: {wrong}\n\
         \n  expected  {expected}\
         \n  happened  {happened}\
         \n  it took   {}\
         \n  look at   lessons/03-wait-groups/src/traps/{file}.rs, the lines marked TRAP:\
         \n  see why   cargo test -p lesson-03 --test loom -- --nocapture\n",
        count(run as usize, "run")
    )
}

fn name(trap: Trap) -> String {
    let value = trap.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_string())
}

fn next(trap: Trap) -> &'static str {
    match trap {
        Trap::AddInside => "cargo run --bin lesson-03 -- --trap forgotten-done",
        Trap::ForgottenDone => "cargo run --bin lesson-03 -- --trap ignored-errors",
        Trap::IgnoredErrors => "cargo run --bin lesson-03 -- --trap half-written",
        Trap::HalfWritten => "cargo run --bin lesson-03 -- --trap thread-per-file",
        Trap::ThreadPerFile => "cargo test -p lesson-03 --test loom -- --nocapture",
    }
}
