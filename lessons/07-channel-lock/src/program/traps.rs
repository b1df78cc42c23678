//! `--trap NAME`: runs a bug on real threads until it fails, and says which lines to read.

use super::args::Trap;
use super::demos::{self, WORKERS};
use lesson_program::args::name;
use lesson_program::child::{Told, end_with_parent, watch};
use lesson_program::screen::Screen;
use lesson_program::trap::Story;
use std::process::ExitCode;

/// Runs `trap` until it fails, at most `runs` times.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    let name = name(&trap);
    story(trap).run(&trap, runs, screen, |_| {
        let told = watch(&["--trap", &name, "--in-child"])?;
        Ok(happened(trap, &told))
    })
}

/// What a child of this program does for its parent's trap.
pub fn in_child(trap: Trap) -> anyhow::Result<ExitCode> {
    end_with_parent()?;
    match trap {
        Trap::Unbuffered => demos::unbuffered()?,
        Trap::ForgottenRelease => demos::forgotten_release()?,
        Trap::ForeignRelease => demos::foreign_release()?,
        Trap::ReceiveToTake => demos::receive_to_take()?,
        Trap::MainSleeps => demos::main_sleeps()?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a worker printed this line.
fn said(told: &Told, worker: usize, does: &str) -> bool {
    let line = format!("{worker} {does} the lock");
    told.lines.contains(&line)
}

/// What went wrong in one run, if it did.
fn happened(trap: Trap, told: &Told) -> Option<String> {
    let hung = told.hung();
    match trap {
        Trap::Unbuffered => (hung && said(told, 1, "wants") && !said(told, 1, "has")).then(|| {
            "nothing for 2 s, so it was ended. Worker 1 blocks in acquire until its message is\n\
             received; only a worker that holds the lock receives, and none holds it"
                .into()
        }),
        Trap::ReceiveToTake => (hung && said(told, 1, "wants") && !said(told, 1, "has")).then(|| {
            "nothing for 2 s, so it was ended. Worker 1 blocks in acquire until a message is sent;\n\
             only a worker that holds the lock sends, and none holds it"
                .into()
        }),
        Trap::ForgottenRelease => (hung && said(told, 2, "wants") && !said(told, 2, "has"))
            .then(|| {
                format!(
                    "nothing for 2 s, so it was ended. Worker 2 blocks in acquire until worker 1\n\
                     receives, but worker 1 has panicked. Rust's own message was\n{}",
                    told.errors.trim()
                )
            }),
        Trap::ForeignRelease => (said(told, 2, "does not get") && said(told, 3, "has")).then(|| {
            let then = match hung {
                true => {
                    "\nThen nothing for 2 s, so it was ended. Worker 1 blocks in release, waiting for a\n\
                     message that worker 2 has received"
                }
                false => "",
            };
            format!(
                "worker 2 did not get the lock but released it; worker 3 got in beside worker 1{then}"
            )
        }),
        Trap::MainSleeps => {
            let (inside, outside): (Vec<_>, Vec<_>) = (1..=WORKERS)
                .filter(|worker| !said(told, *worker, "is releasing"))
                .partition(|worker| said(told, *worker, "has"));
            (!hung && inside.len() + outside.len() > 0).then(|| {
                let inside = inside.iter().map(|worker| format!("worker {worker} inside"));
                let outside = outside.iter().map(|worker| format!("worker {worker} waiting"));
                let all: Vec<_> = inside.chain(outside).collect();
                format!("the process ended with {}", all.join(", "))
            })
        }
    }
}

/// What is wrong with it and what was expected.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::Unbuffered => (
            "the channel has no slot for a message",
            "the lock is free, so worker 1 acquires it",
        ),
        Trap::ForgottenRelease => (
            "a call releases the lock, and a panic skips that call",
            "worker 1 panics while it holds the lock, and worker 2 acquires it",
        ),
        Trap::ForeignRelease => (
            "a worker that did not get the lock releases it",
            "worker 1 holds the lock, so worker 2 and worker 3 try and do not get it",
        ),
        Trap::ReceiveToTake => (
            "receiving acquires the lock, but the channel was never filled",
            "the lock is free, so worker 1 acquires it",
        ),
        Trap::MainSleeps => (
            "main sleeps instead of joining its workers, so the process ends while they are working",
            "3 workers acquire and release the lock before the process ends",
        ),
    };
    Story {
        lesson: "07-channel-lock",
        wrong,
        expected: expected.into(),
    }
}
