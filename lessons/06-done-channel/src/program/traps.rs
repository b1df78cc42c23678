//! `--trap NAME`: runs a bug on real threads until it shows, and says where to look.

use super::args::Trap;
use anyhow::Context;
use lesson_06::ledger::Ledger;
use lesson_06::source::{Next, Source, Stop};
use lesson_06::sync::channel::{after, never};
use lesson_06::sync::thread::{sleep, spawn};
use lesson_06::sync::time::Duration;
use lesson_06::traps::{
    always_ready, done_blocks, leaked_sender, receiver_closes, sleep_then_hope,
};
use lesson_program::args::name;
use lesson_program::child::{self, watch};
use lesson_program::screen::Screen;
use lesson_program::trap::Story;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// When the receiver stops in runs of bugs that show only sometimes, so that many runs are short.
const SHORT: Duration = Duration::from_millis(20);
/// How long it takes to make a message for which the receiver does not wait.
const LONG: Duration = Duration::from_millis(700);

/// A source of `left` hellos, each of which takes a while to make.
struct Hellos {
    left: u64,
    takes: Duration,
}

impl Source for Hellos {
    type Message = &'static str;

    fn next(&mut self) -> Next<&'static str> {
        if self.left == 0 {
            return Next::End;
        }
        self.left -= 1;
        sleep(self.takes);
        Next::Message("hello")
    }
}

fn hellos(left: u64, takes: Duration) -> Vec<Hellos> {
    vec![Hellos { left, takes }]
}

fn stop_after(time: Duration) -> Stop {
    Stop {
        until: after(time),
        asked: never(),
    }
}

/// Runs `trap` until it shows, `runs` times at most.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    story(trap).run(&trap, runs, screen, |_| once(trap))
}

/// What went wrong in one run of the trap, if it did.
fn once(trap: Trap) -> anyhow::Result<Option<String>> {
    let child = || watch(&["--trap", &name(&trap), "--in-child"]);
    Ok(match trap {
        Trap::ReceiverCloses => {
            let told = child()?;
            let panic = told.errors.trim();
            panic
                .contains("panicked")
                .then(|| format!("the sender panicked:\n{panic}"))
        }
        Trap::AlwaysReady => {
            let ledger = Ledger::default();
            let mut empty = 0;
            let (sources, stop) = (hellos(1, Duration::ZERO), stop_after(SHORT));
            always_ready::run(sources, &stop, &ledger, |hello| {
                empty += u64::from(hello.is_empty());
            })?;
            let account = ledger.account();
            (empty > 0).then(|| {
                let (sent, received) = (account.sent, account.received);
                format!(
                    "{sent} hello was sent, but {received} were received, {empty} of them empty"
                )
            })
        }
        Trap::DoneBlocks => {
            let told = child()?;
            let last = told.after("hello ").unwrap_or("0");
            told.hung().then(|| {
                format!(
                    "after {last} hellos there was no progress for 2s, so it was stopped\n\
                     the receiver   is blocked in done.send() until sender 1 receives from done\n\
                     sender 1       is blocked in msg.send() until the receiver receives its hello"
                )
            })
        }
        Trap::SleepThenHope => {
            let ledger = Ledger::default();
            let (sources, stop) = (hellos(u64::MAX, LONG), stop_after(SHORT));
            sleep_then_hope::run(sources, &stop, &ledger, |_| {})?;
            let account = ledger.account();
            (!account.is_balanced()).then(|| account.to_string())
        }
        Trap::LeakedSender => {
            let told = child()?;
            let account = told.after("books: ").unwrap_or_default();
            told.hung().then(|| {
                format!(
                    "there was no progress for 2s, so it was stopped\n\
                     {account}\n\
                     the receiver   is blocked in msg.recv() until msg is closed, which it keeps open itself"
                )
            })
        }
    })
}

/// Runs a trap in a child of this program, where it hangs or panics, or does neither.
pub fn run_in_child(trap: Trap) -> anyhow::Result<ExitCode> {
    child::end_with_parent().context("cannot watch the parent")?;
    let ledger = Ledger::default();
    let mut said = 0;
    let receive = |_| {
        said += 1;
        // Fails if the parent no longer reads, and then the count does not matter.
        let _ = writeln!(io::stdout(), "hello {said}");
    };
    match trap {
        Trap::ReceiverCloses => {
            let (sources, stop) = (
                hellos(u64::MAX, Duration::from_millis(1)),
                stop_after(SHORT),
            );
            let run = || receiver_closes::run(sources, &stop, &ledger, receive);
            // The panic message has been printed, and the parent reads it.
            if let Ok(ran) = catch_unwind(AssertUnwindSafe(run)) {
                ran?;
            }
        }
        Trap::DoneBlocks => {
            let (sources, stop) = (hellos(u64::MAX, Duration::ZERO), stop_after(SHORT));
            done_blocks::run(sources, &stop, &ledger, receive)?;
        }
        _ => {
            let books = ledger.clone();
            spawn(move || tell_of_the_rest(&books));
            let (sources, stop) = (hellos(3, Duration::ZERO), stop_after(SHORT));
            leaked_sender::run(sources, &stop, &ledger, receive)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the counts once the sender has ended and the receiver has closed `done`.
fn tell_of_the_rest(ledger: &Ledger) {
    while ledger.account().ended == 0 || ledger.account().closed == 0 {
        sleep(Duration::from_millis(1));
    }
    let _ = writeln!(io::stdout(), "books: {}", ledger.account());
}

/// What is wrong with a trap.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::ReceiverCloses => (
            "the receiver closes the channel, which the sender does not expect",
            "the sender ends once the receiver has hung up",
        ),
        Trap::AlwaysReady => (
            "the loop does not check whether the channel is closed",
            "the sender sends one hello and closes the channel, and one hello is received",
        ),
        Trap::DoneBlocks => (
            "the receiver sends on `done` while the sender may be blocked in its own send",
            "both threads end when the time is up",
        ),
        Trap::SleepThenHope => (
            "it assumes that the senders have ended half a second after `done`",
            "as many threads have ended as were started",
        ),
        Trap::LeakedSender => (
            "the receiver forgets a sending end of its own, so the channel is never closed",
            "the receiver ends once the last sender has ended",
        ),
    };
    Story {
        lesson: "06-done-channel",
        wrong,
        expected: expected.into(),
    }
}
