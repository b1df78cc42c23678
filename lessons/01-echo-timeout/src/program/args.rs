//! The command line of `lesson-01`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_01::sync::time::Duration;
use lesson_program::args::duration;

/// Echoes standard input to standard output until the input or the time is over.
///
/// A thread copies in the background while a timer runs in the foreground. One lock decides what
/// came before the time-out: that is written before the farewell, and nothing after it.
#[derive(Debug, Parser)]
#[command(name = "lesson-01", bin_name = "lesson-01", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// How long to echo: 30s, 500ms, 1m30s
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    pub timeout: Duration,

    /// Run a wrong way on real threads until it shows
    #[arg(long, value_name = "NAME", conflicts_with = "timeout")]
    pub trap: Option<Trap>,

    /// How many runs to give a trap
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// The wrong ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// Nothing orders the copier against the farewell
    #[value(alias = "late_write")]
    LateWrite,
    /// The foreground sleeps on although the input has ended
    #[value(alias = "sleeps_past_eof")]
    SleepsPastEof,
    /// What was accepted and not yet written at the time-out is lost
    Abandoned,
}

const MORE: &str = "\
Try:
  lesson-01 --timeout 5s            type a line: it comes back at once
  lesson-01 < FILE | cmp - FILE     byte for byte
  lesson-01 --trap late-write

Exit status: 0 the input or the time was over; 1 reading or writing failed; 2 wrong usage;
3 a trap did not show. Ctrl-C ends it at once (130 in a shell).

The page 01-echo-timeout of the book explains it.
`cargo test -p lesson-01 --test explorer -- --nocapture` shows every trap, step by step.";
