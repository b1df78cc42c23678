//! `count`: lines, words and bytes of files, as `wc`.

use super::engines::{Counted, Engine, How};
use super::input::Source;
use super::limit::Limit;
use super::refused::Refused;
use super::rows;
use anyhow::{anyhow, bail};
use clap::{Parser, ValueEnum};
use lesson_08::collect::Collect;
use lesson_08::counting::counts::Counts;
use lesson_08::sync::time::Duration;
use lesson_program::screen::{Screen, forgive};
use lesson_program::streams;
use lesson_progress::Progress;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// How and what to count.
#[derive(Debug, Parser)]
pub struct CountArgs {
    /// Files; - or no file at all means standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<OsString>,

    /// How to count; the result is the same
    #[arg(long, value_name = "NAME", default_value = "loop")]
    pub engine: How,

    /// How --engine pipes collects the results of its three threads [default: join]
    #[arg(long, value_name = "NAME")]
    pub collect: Option<Collecting>,
}

/// The ways to collect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Collecting {
    /// Join each thread: its handle has the result
    Join,
    /// Wait for all; the results are stored under a lock
    WaitGroup,
    /// A channel each, received in the order in which they are ready
    Select,
    /// A channel each, received one after the other
    InOrder,
}

impl CountArgs {
    fn collect(&self) -> Collect {
        match self.collect {
            None | Some(Collecting::Join) => Collect::Join,
            Some(Collecting::WaitGroup) => Collect::WaitGroup,
            Some(Collecting::Select) => Collect::Select,
            Some(Collecting::InOrder) => Collect::InOrder,
        }
    }
}

/// Counts each file. The status is 1 if one of them could not be read to its end.
pub fn run(
    count: &CountArgs,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    if count.collect.is_some() && count.engine != How::Pipes {
        bail!(Refused(
            "--collect is for --engine pipes: the others have nothing to collect".into()
        ));
    }
    let sources = Source::all(&count.files);
    let abouts: Vec<_> = sources.iter().map(|source| source.about().ok()).collect();
    let width = rows::width(&abouts);
    let progress = Progress::of_bytes(rows::known(&abouts));
    let limit = timeout.map(Limit::new);
    let mut engine = Engine::new(count.engine, count.collect());
    if sources.iter().any(Source::is_typed) {
        screen.tell_person("Type some text; Ctrl-D on a line of its own ends it.");
    }
    let (mut total, mut failed) = (Counts::default(), false);
    for source in &sources {
        let counted = match source.open(limit.as_ref()) {
            Ok(input) => engine.count(progress.watch(input)),
            Err(error) => Counted::nothing(error),
        };
        if let Some(counts) = counted.counts {
            total += counts;
            let row = rows::row(counts, width, source.name());
            if progress.suspend(|| print(&row))? == Output::Closed {
                return Ok(ExitCode::SUCCESS);
            }
        }
        if let Some(error) = counted.failed {
            failed = true;
            let is_late = limit.is_some() && error.kind() == ErrorKind::TimedOut;
            let error = anyhow!(error).context(format!("cannot read {}", source.shown()));
            progress.suspend(|| screen.report(&error));
            if is_late {
                // It is late for the rest as well.
                break;
            }
        }
    }
    progress.clear();
    if sources.len() > 1 {
        print(&rows::row(total, width, Some("total".as_ref())))?;
    }
    screen.hint(match count.engine {
        How::Pipes => "cargo run --bin lesson-08 -- --trap one-thread",
        _ => "cargo run --bin lesson-08 -- count --engine pipes --collect select FILE…",
    });
    Ok(ExitCode::from(u8::from(failed)))
}

/// Whether standard output is still open.
#[derive(Debug, PartialEq, Eq)]
enum Output {
    Open,
    Closed,
}

/// Writes bytes to standard output unchanged, because a name may not be UTF-8.
fn print(row: &[u8]) -> anyhow::Result<Output> {
    let written = streams::buffered_output().and_then(|mut output| {
        output.write_all(row)?;
        output.flush()
    });
    let closed = matches!(&written, Err(error) if error.kind() == ErrorKind::BrokenPipe);
    forgive(written)?;
    Ok(if closed { Output::Closed } else { Output::Open })
}
