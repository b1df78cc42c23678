//! `--stop-time N`: measures how long N waiting senders take to end once they are asked to.

use super::args::Args;
use super::protocol;
use anyhow::{Context, ensure};
use lesson_06::ledger::Ledger;
use lesson_06::source::{Next, Source, Stop};
use lesson_06::sync::channel::{bounded, never};
use lesson_06::sync::time::{Duration, Instant};
use lesson_program::memory;
use lesson_program::screen::Screen;
use lesson_program::words::count;
use std::process::ExitCode;

/// Sends one message, then waits; and again, if it is woken.
struct Waiting {
    waits: bool,
}

impl Source for Waiting {
    type Message = ();

    fn next(&mut self) -> Next<()> {
        self.waits = !self.waits;
        match self.waits {
            true => Next::Message(()),
            false => Next::Wait(Duration::from_secs(3600)),
        }
    }
}

/// Measures as many rounds as were asked for, and prints the median.
pub fn run(senders: usize, args: &Args, screen: &Screen) -> anyhow::Result<ExitCode> {
    let refused = || format!("cannot start {senders} threads; try fewer");
    memory::for_threads(senders).with_context(refused)?;
    let mut times = vec![];
    for _ in 0..args.rounds {
        times.push(round(senders, args)?);
    }
    times.sort_unstable();
    let median = times[times.len() / 2].as_secs_f64() * 1e6;
    let senders = count(senders as u64, "sender");
    let rounds = count(args.rounds.into(), "round");
    screen.print(&format!(
        "{senders}: {median:.1} µs from the stop until all have ended (median of {rounds})\n"
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn round(senders: usize, args: &Args) -> anyhow::Result<Duration> {
    let ledger = Ledger::default();
    let sources = (0..senders).map(|_| Waiting { waits: false }).collect();
    let (ask, asked) = bounded::<()>(0);
    let mut ask = Some(ask);
    let (mut there, mut asked_at) = (0, None);
    let until = never();
    protocol::run(
        args.variant,
        sources,
        &Stop { until, asked },
        &ledger,
        |()| {
            there += 1;
            if there == senders {
                asked_at = Some(Instant::now());
                ask.take();
            }
        },
    )
    .with_context(|| format!("cannot start {senders} threads; try fewer"))?;
    let took = asked_at.context("a sender has sent nothing")?.elapsed();
    ensure!(ledger.account().is_balanced(), "{}", ledger.account());
    Ok(took)
}
