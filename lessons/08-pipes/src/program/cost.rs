//! `cost`: what a write into a pipe costs, with one thread writing and one reading.

use super::deadline::{close_after, timed_out};
use anyhow::Context;
use clap::{Parser, ValueEnum};
use lesson_08::carrier::Carrier;
use lesson_08::pipe::{Ends, buffered, over, pipe};
use lesson_08::steps::s1_copying::Copying;
use lesson_08::sync::thread::{Builder, scope};
use lesson_08::sync::time::{Duration, Instant};
use lesson_program::args::{name, size};
use lesson_program::screen::Screen;
use std::hint::black_box;
use std::io::{self, Read, Write};
use std::panic::resume_unwind;
use std::process::ExitCode;

/// Bytes in the buffer of `ring`, and the smallest read.
const BUFFER: usize = 64 * 1024;

/// The largest write.
const LARGEST: u64 = 256 << 20;

/// Writes between two checks of the clock, for pipes that cannot be closed from outside.
const WRITES: u64 = 1024;

/// What to measure.
#[derive(Debug, Parser)]
pub struct CostArgs {
    /// Size of each write: 512, 32KiB, 1MiB; 256MiB at most
    #[arg(long, value_name = "SIZE", default_value = "512", value_parser = at_once)]
    pub size: u64,

    /// Number of writes
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub writes: u64,

    /// The pipe to measure
    #[arg(long, value_name = "NAME", default_value = "handover")]
    pub pipe: Kind,
}

/// Parses the size of a write, which both ends hold in memory.
fn at_once(text: &str) -> Result<u64, String> {
    match size(text)? {
        size @ ..=LARGEST => Ok(size),
        _ => Err("at most 256MiB are written at once".into()),
    }
}

/// The pipes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// No buffer, one copy: the reader copies from the writer's own slice
    Handover,
    /// A buffer of 64 KiB
    Ring,
    /// No buffer, two copies: the simplest step
    Copying,
    /// The pipe of the operating system
    Os,
    /// No pipe: the same bytes are copied in memory
    Memory,
}

/// Measures, and prints the time of a write.
pub fn run(
    cost: &CostArgs,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    let took = match cost.pipe {
        Kind::Handover => through(pipe(), cost, timeout),
        Kind::Ring => through(buffered(BUFFER), cost, timeout),
        Kind::Copying => through(over(Copying::default()), cost, timeout),
        Kind::Os => through_os(cost, timeout),
        Kind::Memory => in_memory(cost, timeout),
    };
    let took = took.context("cannot measure")?;
    let ns = took.as_nanos() as f64 / cost.writes as f64;
    let gigabytes = cost.size as f64 / ns;
    screen.print(&format!(
        "{}: {} writes of {} bytes, {ns:.1} ns per write, {gigabytes:.3} GB/s\n",
        name(&cost.pipe),
        cost.writes,
        cost.size,
    ))?;
    screen.hint("cargo run --release --bin lesson-08 -- cost --pipe os");
    Ok(ExitCode::SUCCESS)
}

fn through<C: Carrier + Send + Sync>(
    (reader, writer): Ends<C>,
    cost: &CostArgs,
    timeout: Option<Duration>,
) -> io::Result<Duration> {
    scope(|scope| {
        let _time = close_after(scope, &writer, timeout)?;
        let reads = Builder::new().name("reader".into());
        let reads = reads.spawn_scoped(scope, || drain(&reader, cost))?;
        let began = Instant::now();
        let written = fill(&writer, cost, None);
        writer.close();
        let read = reads.join().unwrap_or_else(|why| resume_unwind(why));
        read.and(written).map(|()| began.elapsed())
    })
}

fn through_os(cost: &CostArgs, timeout: Option<Duration>) -> io::Result<Duration> {
    let (reader, writer) = io::pipe()?;
    scope(|scope| {
        let reads = Builder::new().name("reader".into());
        let reads = reads.spawn_scoped(scope, || drain(reader, cost))?;
        let began = Instant::now();
        let written = fill(writer, cost, timeout);
        let read = reads.join().unwrap_or_else(|why| resume_unwind(why));
        written.and(read).map(|()| began.elapsed())
    })
}

fn in_memory(cost: &CostArgs, timeout: Option<Duration>) -> io::Result<Duration> {
    struct Copies(Vec<u8>);
    impl Write for Copies {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            black_box(&mut self.0).copy_from_slice(black_box(bytes));
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let to = Copies(filled(cost.bytes())?);
    let began = Instant::now();
    fill(to, cost, timeout)?;
    Ok(began.elapsed())
}

impl CostArgs {
    fn bytes(&self) -> usize {
        usize::try_from(self.size).unwrap_or(usize::MAX)
    }
}

/// Allocates this many bytes.
///
/// # Errors
/// There is not enough memory.
fn filled(size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![];
    bytes.try_reserve_exact(size)?;
    bytes.resize(size, b'.');
    Ok(bytes)
}

/// Writes everything and drops the writer.
fn fill(mut to: impl Write, cost: &CostArgs, timeout: Option<Duration>) -> io::Result<()> {
    let bytes = filled(cost.bytes())?;
    let began = Instant::now();
    for i in 0..cost.writes {
        to.write_all(&bytes)?;
        if let Some(timeout) = timeout
            && i % WRITES == 0
            && began.elapsed() > timeout
        {
            return Err(timed_out(timeout));
        }
    }
    Ok(())
}

/// Reads everything.
fn drain(mut from: impl Read, cost: &CostArgs) -> io::Result<()> {
    let mut block = filled(cost.bytes().max(BUFFER))?;
    while from.read(&mut block)? > 0 {}
    Ok(())
}
