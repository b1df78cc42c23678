//! `--trap NAME`: runs a bug on real threads until it shows, and says which lines to read.

use super::args::Trap;
use super::demos::{self, FILES_WITH_THREADS, JOBS, TASKS};
use super::sample::FILES;
use lesson_program::args::name;
use lesson_program::child::{PATIENCE, Told, end_with_parent, watch};
use lesson_program::screen::Screen;
use lesson_program::trap::Story;
use std::process::ExitCode;

/// Runs `trap` until the bug shows, `runs` times at most.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    story(trap).run(&trap, runs, screen, |_| once(trap))
}

/// Runs a bug that may hang in a child process, which prints its progress for the parent.
pub fn run_in_child(trap: Trap, screen: &Screen) -> anyhow::Result<ExitCode> {
    end_with_parent()?;
    match trap {
        Trap::ForgottenDone => demos::forgotten_done()?,
        Trap::ThreadPerFile => demos::thread_per_file()?,
        _ => screen.tell("this bug needs no child process"),
    }
    Ok(ExitCode::SUCCESS)
}

/// What went wrong in one run, if anything did.
fn once(trap: Trap) -> anyhow::Result<Option<String>> {
    Ok(match trap {
        Trap::AddInside => {
            let done = demos::add_inside()?;
            (done < TASKS).then(|| format!("wait returned when {done} of {TASKS} files were done"))
        }
        Trap::ForgottenDone => who_waits(&child(trap)?),
        Trap::IgnoredErrors => {
            let told = demos::ignored_errors()?;
            let files = FILES.len();
            (told < files).then(|| {
                format!(
                    "{told} failures were reported: it would print \"Compressed {files} files\""
                )
            })
        }
        Trap::HalfWritten => {
            let left = demos::half_written()?;
            left.error.map(|error| {
                format!(
                    "why.txt.gz had {} bytes and was whole; it has {} now, and unpacking it says:\n\
                     {error}",
                    left.before, left.after
                )
            })
        }
        Trap::ThreadPerFile => {
            let told = child(trap)?;
            let started: Option<usize> = told.after("started ").and_then(|n| n.parse().ok());
            let refused = told.after("refused ");
            started.filter(|started| *started > JOBS).map(|started| {
                let refused =
                    refused.map(|refused| format!("; the operating system refused {refused}"));
                format!("{started} threads at once{}", refused.unwrap_or_default())
            })
        }
    })
}

/// What the bug prints in a process of its own.
fn child(trap: Trap) -> anyhow::Result<Told> {
    watch(&["--trap", &name(&trap), "--in-child"])
}

/// Which thread waits for what in a run that hung, as far as it has printed that.
fn who_waits(told: &Told) -> Option<String> {
    let waits = told.after("main ").filter(|_| told.hung())?;
    let failed = told.after("failed ")?;
    let said = |what: &str| {
        told.lines
            .iter()
            .filter(|line| line.starts_with(what))
            .count()
    };
    let all_ended = said("done ") + said("failed ") == said("queued ");
    let workers = if all_ended {
        ";\nthe workers are waiting for the next file"
    } else {
        ""
    };
    Some(format!(
        "no progress for {} s, so it was stopped. main {waits} for\n\
         {failed} to leave the group: it failed, and its worker returned early{workers}",
        PATIENCE.as_secs()
    ))
}

/// What is wrong, and what was expected.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::AddInside => (
            "the worker joins the group, instead of the thread that queues the file",
            format!("wait returns when all {TASKS} files are done"),
        ),
        Trap::ForgottenDone => (
            "a file that fails never leaves the group",
            "wait returns, and reports the file that failed".to_string(),
        ),
        Trap::IgnoredErrors => (
            "the result of the work is discarded",
            format!("the disk is full: {} failures are reported", FILES.len()),
        ),
        Trap::HalfWritten => (
            "the file is written under its final name",
            "the disk is full: the old file is unchanged".to_string(),
        ),
        Trap::ThreadPerFile => (
            "a thread for each file, however many there are",
            format!("{FILES_WITH_THREADS} files on {JOBS} threads"),
        ),
    };
    Story {
        lesson: "03-wait-groups",
        wrong,
        expected,
    }
}
