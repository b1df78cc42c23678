//! The command line of `lesson-01`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_01::sync::time::Duration;
use lesson_program::args::duration;

/// Echoes standard input to standard output until the input ends or the time runs out.
///
/// A thread copies in the background while a timer runs in the foreground. One lock decides which
/// bytes arrived before the timeout: they are written before the closing message, and nothing is
/// written after it.
#[derive(Debug, Parser)]
#[command(name = "lesson-01", bin_name = "lesson-01", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Time limit: 30s, 500ms, 1m30s
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    pub timeout: Duration,

    /// Run one of the known bugs on real threads until it shows
    #[arg(long, value_name = "NAME", conflicts_with = "timeout")]
    pub trap: Option<Trap>,

    /// How often to try at most until the bug shows
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// Bugs that `--trap` runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// Nothing orders the copier's writes and the closing message
    #[value(alias = "late_write")]
    LateWrite,
    /// The foreground sleeps on although the input has ended
    #[value(alias = "sleeps_past_eof")]
    SleepsPastEof,
    /// Bytes that were accepted but not yet written at the timeout are lost
    Abandoned,
}

const MORE: &str = "\
Try:
  lesson-01 --timeout 5s            type a line: it is echoed at once
  lesson-01 < FILE | cmp - FILE     compare the echo byte for byte
  lesson-01 --trap late-write

Exit status: 0 the input ended or the time ran out; 1 reading or writing failed; 2 wrong usage;
3 a bug did not show up. Ctrl-C ends the program at once (130 in a shell).

The page 01-echo-timeout of the book explains how it works.
`cargo test -p lesson-01 --test explorer -- --nocapture` shows every bug step by step.";
