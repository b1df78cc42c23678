//! `--messages N`: what a select costs, and what avoids the cost.

use super::args::{Messages, Way};
use anyhow::Context;
use lesson_05::merge::merge;
use lesson_05::one_channel::drain;
use lesson_05::patient;
use lesson_05::sync::channel::{Sender, bounded};
use lesson_05::sync::thread::{Builder, JoinHandle};
use lesson_05::sync::time::Instant;
use lesson_05::taken::Taken;
use lesson_program::screen::Screen;
use std::io;
use std::panic::resume_unwind;
use std::process::ExitCode;

/// The sums of what was received, which show whether a message was lost.
#[derive(Debug, Default)]
struct Sums {
    left: u64,
    right: u64,
}

impl Sums {
    fn add(&mut self, taken: Taken<u64, u64>) {
        match taken {
            Taken::Left(n) => self.left += n,
            Taken::Right(n) => self.right += n,
            Taken::LeftEnded | Taken::RightEnded => {}
        }
    }
}

/// Sends the messages from two threads, half each, and receives them in this one.
pub fn run(what: Messages, screen: &Screen) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let sums = match what.way {
        Way::Select => selected(what, 1),
        Way::Drained => selected(what, batch(what)),
        Way::Enum => one_channel(what),
    };
    let sums = sums.context("cannot start a sender")?;
    let took = started.elapsed();
    screen.print(&format!("left {} right {}\n", sums.left, sums.right))?;
    let each = took.as_nanos() as f64 / what.messages as f64;
    let rate = 1000.0 / each;
    screen.tell(&format!(
        "{} messages: {each:.0} ns each, {rate:.2} million per second",
        what.messages
    ));
    screen.hint("cargo run --bin lesson-05 -- --trap padded");
    Ok(ExitCode::SUCCESS)
}

/// Over two channels.
fn selected(what: Messages, batch: usize) -> io::Result<Sums> {
    let (left_tx, left_rx) = bounded(what.capacity);
    let (right_tx, right_rx) = bounded(what.capacity);
    let (lefts, rights) = halves(what.messages);
    let left = send("left", lefts, left_tx, |n| n)?;
    let right = send("right", rights, right_tx, |n| n)?;
    let mut sums = Sums::default();
    merge(left_rx, right_rx, batch, |taken| sums.add(taken));
    end([left, right]);
    Ok(sums)
}

/// Over one channel, where each message says which sender it is from.
fn one_channel(what: Messages) -> io::Result<Sums> {
    let (both_tx, both_rx) = bounded(what.capacity);
    let (lefts, rights) = halves(what.messages);
    let left = send("left", lefts, both_tx.clone(), Taken::Left)?;
    let right = send("right", rights, both_tx, Taken::Right)?;
    let mut sums = Sums::default();
    drain(&both_rx, batch(what), |taken| sums.add(taken));
    end([left, right]);
    Ok(sums)
}

/// As many messages as a channel holds. With no slots, there is only a blocked sender to drain.
fn batch(what: Messages) -> usize {
    what.capacity.max(1)
}

fn halves(messages: u64) -> (u64, u64) {
    (messages.div_ceil(2), messages / 2)
}

fn send<T: Send + 'static>(
    name: &str,
    messages: u64,
    to: Sender<T>,
    message: fn(u64) -> T,
) -> io::Result<JoinHandle<()>> {
    Builder::new().name(name.into()).spawn(move || {
        for n in 1..=messages {
            // Cannot fail: the receiver stays until all senders have been dropped.
            let _ = patient::send(&to, message(n));
        }
    })
}

fn end(senders: [JoinHandle<()>; 2]) {
    for sender in senders {
        sender.join().unwrap_or_else(|panic| resume_unwind(panic));
    }
}
