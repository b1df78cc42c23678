//! `json`: records are produced, pass through a pipe, and are parsed and printed or sent to a server.

mod parse;

use super::client::{self, Target};
use super::feed;
use super::produce::{self, Plan};
use anyhow::{Context, anyhow};
use clap::{Parser, ValueEnum};
use lesson_08::sync::time::Duration;
use lesson_program::args::duration;
use lesson_program::screen::{Screen, forgive};
use lesson_program::streams;
use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

/// How many records, and where to.
#[derive(Debug, Parser)]
pub struct JsonArgs {
    /// Number of records
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub records: u64,

    /// Pause after each batch
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub every: Option<Duration>,

    /// Number of records in each write [default: 500; with --every 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub batch: Option<u64>,

    /// Send them to this address instead of printing them; own starts a server for it
    #[arg(long, value_name = "URL")]
    pub url: Option<Target>,

    /// Format of the output [default: table at a terminal, json elsewhere]
    #[arg(long, value_name = "NAME", conflicts_with = "url")]
    pub format: Option<Format>,

    /// Write each piece of a record by itself, to measure how slow that is
    #[arg(long, conflicts_with = "batch")]
    pub piecemeal: bool,
}

/// The ways to print records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for a person to read
    Table,
    /// A line of JSON for each record, as it came out of the pipe
    Json,
}

impl JsonArgs {
    fn format(&self) -> Format {
        self.format.unwrap_or(match io::stdout().is_terminal() {
            true => Format::Table,
            false => Format::Json,
        })
    }

    fn plan(&self) -> Plan {
        Plan {
            records: self.records,
            batch: self.batch.unwrap_or(match self.every {
                Some(_) => 1,
                None => produce::BATCH,
            }),
            every: self.every,
            piecemeal: self.piecemeal,
            fail: None,
        }
    }
}

/// Produces the records and prints or sends them.
pub fn run(
    json: &JsonArgs,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    let plan = json.plan();
    let work = move |out: &mut &_, pauses: &_| produce::produce(out, &plan, pauses);
    let (reader, feed) = feed::start(timeout, work).context("cannot start a thread")?;
    let ended = match &json.url {
        None => {
            let output = streams::output().context("cannot write to standard output")?;
            let output = BufWriter::with_capacity(64 * 1024, output);
            match parse::print(reader, output, json.format()) {
                Ok(_) => Ok(ExitCode::SUCCESS),
                Err(parse::PrintError::Output(why)) => {
                    forgive(Err(why)).map(|()| ExitCode::SUCCESS)
                }
                // It is its own source: once is enough.
                Err(parse::PrintError::Input(why)) => Err(anyhow!("{why}")),
            }
        }
        Some(target) => client::send(target, reader, "application/x-ndjson", timeout, screen),
    };
    // If it failed, then since its reader had gone: that has its own reason.
    let _ = feed.join();
    if ended.is_ok() {
        screen.hint("cargo run --bin lesson-08 -- json --records 6 --every 1s");
    }
    ended
}
