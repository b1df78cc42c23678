//! `--count N`: workers count together and acquire a lock for each number. Measures what a turn costs.

use super::args::With;
use anyhow::Context;
use lesson_07::lock::ChannelLock;
use lesson_07::sync::Mutex;
use lesson_07::sync::thread::{Builder, scope};
use lesson_07::sync::time::Instant;
use lesson_program::args::name;
use lesson_program::memory;
use lesson_program::screen::Screen;
use lesson_program::words::count as so_many;
use std::io;
use std::process::ExitCode;

/// Counts to `count` and prints how long a turn took: acquire the lock, add 1, release it.
pub fn run(count: u64, workers: usize, with: With, screen: &Screen) -> anyhow::Result<ExitCode> {
    let refused = "cannot start so many threads: try fewer --workers";
    memory::for_threads(workers).context(refused)?;
    let started = Instant::now();
    let counted = match with {
        With::Channel => {
            let number = ChannelLock::new(0);
            each(workers, count, || *number.lock() += 1).map(|()| number.into_inner())
        }
        With::Mutex => {
            let number = Mutex::new(0);
            each(workers, count, || *number.lock() += 1).map(|()| number.into_inner())
        }
    };
    let counted: u64 = counted.context(refused)?;
    let took = started.elapsed();
    screen.print(&format!("{counted}\n"))?;
    screen.tell(&format!(
        "{} and a {}: {:.1} ns a turn",
        so_many(workers as u64, "worker"),
        name(&with),
        took.as_nanos() as f64 / count.max(1) as f64,
    ));
    if with == With::Channel {
        screen.hint(&format!(
            "cargo run --release --bin lesson-07 -- --count {count} --workers {workers} --with mutex"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Takes this many turns in total, divided evenly among the workers.
fn each(workers: usize, turns: u64, turn: impl Fn() + Sync) -> io::Result<()> {
    let workers = workers as u64;
    scope(|scope| {
        for worker in 0..workers {
            let share = turns / workers + u64::from(worker < turns % workers);
            let turn = &turn;
            Builder::new().spawn_scoped(scope, move || (0..share).for_each(|_| turn()))?;
        }
        Ok(())
    })
}
