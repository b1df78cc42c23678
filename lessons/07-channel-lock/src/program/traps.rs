//! `--trap NAME`: runs a wrong way on real threads until it shows, and says what to look at.

use super::args::Trap;
use super::demos::{self, WORKERS};
use lesson_program::args::name;
use lesson_program::child::{Told, end_with_parent, watch};
use lesson_program::screen::Screen;
use lesson_program::trap::Story;
use std::process::ExitCode;

/// Runs `trap` until it shows, `runs` times at most.
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

/// Whether a worker said this.
fn said(told: &Told, worker: usize, does: &str) -> bool {
    let line = format!("{worker} {does} the lock");
    told.lines.contains(&line)
}

/// What went wrong in one run, if it did.
fn happened(trap: Trap, told: &Told) -> Option<String> {
    let hung = told.hung();
    match trap {
        Trap::Unbuffered => (hung && said(told, 1, "wants") && !said(told, 1, "has")).then(|| {
            "nothing, for 2 s: it was ended. Worker 1 waits in acquire until somebody receives\n\
             what it sends; only who has the lock receives, and nobody has it"
                .into()
        }),
        Trap::ReceiveToTake => (hung && said(told, 1, "wants") && !said(told, 1, "has")).then(|| {
            "nothing, for 2 s: it was ended. Worker 1 waits in acquire until somebody sends what\n\
             it can receive; only who has the lock sends, and nobody has it"
                .into()
        }),
        Trap::ForgottenRelease => (hung && said(told, 2, "wants") && !said(told, 2, "has"))
            .then(|| {
                format!(
                    "nothing, for 2 s: it was ended. Worker 2 waits in acquire until worker 1\n\
                     receives, and that one is gone. Rust's own message was\n{}",
                    told.errors.trim()
                )
            }),
        Trap::ForeignRelease => (said(told, 2, "does not get") && said(told, 3, "has")).then(|| {
            let then = match hung {
                true => {
                    "\nThen nothing, for 2 s: it was ended. Worker 1 waits in release for a message,\n\
                     and worker 2 has received it"
                }
                false => "",
            };
            format!(
                "worker 2 did not get the lock and gave it back; worker 3 came in beside worker 1{then}"
            )
        }),
        Trap::MainSleeps => {
            let (inside, outside): (Vec<_>, Vec<_>) = (1..=WORKERS)
                .filter(|worker| !said(told, *worker, "is releasing"))
                .partition(|worker| said(told, *worker, "has"));
            (!hung && inside.len() + outside.len() > 0).then(|| {
                let inside = inside.iter().map(|worker| format!("worker {worker} inside"));
                let outside = outside.iter().map(|worker| format!("worker {worker} in wait"));
                let all: Vec<_> = inside.chain(outside).collect();
                format!("the process ended with {}", all.join(", "))
            })
        }
    }
}

/// What is wrong with it.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::Unbuffered => (
            "the channel has no room for a message",
            "worker 1 wants the lock, which nobody has: it gets it",
        ),
        Trap::ForgottenRelease => (
            "the lock is given back by a call, and a panic skips it",
            "worker 1 panics with the lock, and worker 2 gets it",
        ),
        Trap::ForeignRelease => (
            "who did not get the lock gives it back",
            "worker 1 has the lock: worker 2 and worker 3 try, and do not get it",
        ),
        Trap::ReceiveToTake => (
            "receiving takes the lock, and nobody has filled the channel",
            "worker 1 wants the lock, which nobody has: it gets it",
        ),
        Trap::MainSleeps => (
            "main sleeps, and then the process ends, wherever the workers are",
            "3 workers want, have and release the lock before the process ends",
        ),
    };
    Story {
        lesson: "07-channel-lock",
        wrong,
        expected: expected.into(),
    }
}
