//! `--tasks N`: many closures, and the cost of starting and joining each of them.

use super::args::{Args, With};
use super::ways::message;
use anyhow::{Context, anyhow};
use lesson_02::background::Background;
use lesson_02::each::each;
use lesson_02::pool::Pool;
use lesson_02::sync::Arc;
use lesson_02::sync::atomic::{AtomicU64, Ordering};
use lesson_02::sync::thread;
use lesson_02::sync::time::Instant;
use lesson_program::args::{MOST_SHORT_THREADS, refuse};
use lesson_program::memory;
use lesson_program::screen::Screen;
use std::process::ExitCode;

/// Runs closures that add their number to a sum.
pub fn run(count: u64, with: With, cores: usize, screen: &Screen) -> anyhow::Result<ExitCode> {
    if with != With::Pool && count > MOST_SHORT_THREADS as u64 {
        refuse::<Args>(&format!(
            "one thread per closure works for at most {MOST_SHORT_THREADS} closures; a pool can run \
             more: --with pool"
        ));
    }
    if with != With::Pool {
        memory::for_threads(count as usize).with_context(|| refused(count))?;
    }
    let started = Instant::now();
    let sum = match with {
        With::Threads => threads(count),
        With::Scope => scoped(count),
        With::Pool => pool(count, cores),
    }?;
    let each = started.elapsed().as_nanos() as f64 / count.max(1) as f64 / 1000.0;
    screen.print(&format!("{count} closures ran, sum {sum}\n"))?;
    screen.tell(&format!("{each:.2} µs for each"));
    screen.hint(match with {
        With::Pool => "cargo run --bin lesson-02 -- --tasks 10000 --with threads",
        _ => "cargo run --bin lesson-02 -- --tasks 10000 --with pool",
    });
    Ok(ExitCode::SUCCESS)
}

/// One thread per closure, as Go programs start one goroutine per closure.
fn threads(count: u64) -> anyhow::Result<u64> {
    let sum = Arc::new(AtomicU64::new(0));
    let mut started = Vec::new();
    for n in 0..count {
        let sum = sum.clone();
        let closure = move || {
            sum.fetch_add(n, Ordering::Relaxed);
        };
        started.push(Background::start(closure).with_context(|| refused(count))?);
    }
    for background in started {
        joined(background.wait())?;
    }
    Ok(sum.load(Ordering::Relaxed))
}

fn scoped(count: u64) -> anyhow::Result<u64> {
    let sum = AtomicU64::new(0);
    let numbers: Vec<u64> = (0..count).collect();
    each(&numbers, |n| {
        sum.fetch_add(*n, Ordering::Relaxed);
    })
    .with_context(|| refused(count))?;
    Ok(sum.into_inner())
}

fn pool(count: u64, cores: usize) -> anyhow::Result<u64> {
    let threads = count.clamp(1, cores as u64) as usize;
    let sum = Arc::new(AtomicU64::new(0));
    let pool = Pool::start(threads).context("cannot start a thread")?;
    for n in 0..count {
        let sum = sum.clone();
        pool.run(move || {
            sum.fetch_add(n, Ordering::Relaxed);
        });
    }
    joined(pool.wait())?;
    Ok(sum.load(Ordering::Relaxed))
}

fn joined(ended: thread::Result<()>) -> anyhow::Result<()> {
    ended.map_err(|why| anyhow!("a closure panicked: {}", message(&*why)))
}

fn refused(count: u64) -> String {
    format!(
        "cannot start one thread for each of {count} closures; a pool can run them: --with pool"
    )
}
