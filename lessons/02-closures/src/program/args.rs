//! The command line of `lesson-02`.

use clap::{ColorChoice, Parser, ValueEnum};
use std::path::PathBuf;

/// Runs a closure in the background, goes on, and waits for it, in every way that people try.
///
/// Starting a closure promises nothing: it may run late, halfway, or never. Joining its handle, or
/// a scope that joins for you, is what makes its effect visible; yielding or sleeping is not.
#[derive(Debug, Parser)]
#[command(name = "lesson-02", bin_name = "lesson-02", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// How to wait for the closure; without it, each way is shown
    #[arg(long, value_name = "WAY")]
    pub how: Option<How>,

    /// Run it so many times, as a child each, and draw how often each order came up
    ///
    /// With --trap: how many runs to give it, 1000 unless told
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: Option<u32>,

    /// Save INPUT to FILE in the background while the foreground goes on
    ///
    /// A FILE that exists is replaced when all is written, and keeps its mode and owner. A link stays,
    /// and what it points to is replaced; a pipe or a device is written to as it is
    #[arg(long, value_name = "FILE", conflicts_with_all = ["how", "runs", "trap", "share", "tasks"])]
    pub save: Option<PathBuf>,

    /// What to save: a file, or - for standard input
    #[arg(value_name = "INPUT", requires = "save")]
    pub input: Option<PathBuf>,

    /// Show what a closure may close over, and what the compiler says when a word is missing
    #[arg(long, value_name = "WAY", conflicts_with_all = ["how", "runs", "trap", "tasks"])]
    pub share: Option<Share>,

    /// Run N closures that add up numbers, and say what each one cost
    #[arg(long, value_name = "N", conflicts_with_all = ["how", "runs", "trap"])]
    #[arg(value_parser = clap::value_parser!(u64).range(..=MOST_TASKS))]
    pub tasks: Option<u64>,

    /// What runs them
    #[arg(long, value_name = "WHAT", default_value = "pool", requires = "tasks")]
    pub with: With,

    /// Run a wrong way on real threads until it shows
    #[arg(long, value_name = "NAME", conflicts_with = "how")]
    pub trap: Option<Trap>,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,

    /// For a trap that ends or breaks its process: this is that process.
    #[arg(long, hide = true, requires = "trap")]
    pub in_child: bool,
}

/// How to wait for a closure in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum How {
    /// Join its handle: it has run
    Join,
    /// End the scope that it was started in: it has run
    Scope,
    /// Yield once, and hope
    Yield,
    /// Sleep for a millisecond, and hope
    Sleep,
    /// Not at all
    Detach,
}

/// What a closure may close over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Share {
    /// Its own data, given to it
    Move,
    /// Somebody else's, within a scope
    Borrow,
    /// The same data for all, to read
    Arc,
    /// The same data for all, to change
    Mutex,
}

/// What runs many closures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum With {
    /// A thread for each, 10000 at most; refused if there is no memory for all of them
    Threads,
    /// A scoped thread for each, 10000 at most; refused if there is no memory for all of them
    Scope,
    /// As many threads as cores, one closure after another
    Pool,
}

/// The wrong ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// Nobody waits: the process ends before the closure has run, or halfway
    Detached,
    /// A yield where a join is meant
    #[value(alias = "yield_is_not_wait")]
    YieldIsNotWait,
    /// A sleep where a join is meant
    #[value(alias = "sleep_is_not_wait")]
    SleepIsNotWait,
    /// All closures share the loop's variable, and read it late
    #[value(alias = "captured_loop_variable")]
    CapturedLoopVariable,
    /// The closure panics, and nobody looks at what its handle says
    #[value(alias = "swallowed_panic")]
    SwallowedPanic,
}

/// More would only fill the memory.
const MOST_TASKS: u64 = 10_000_000;

const MORE: &str = "\
Try:
  lesson-02 --how detach --runs 1000    how often the closure never ran
  lesson-02 --save COPY FILE            a save in the background
  lesson-02 --share arc
  lesson-02 --tasks 10000 --with threads
  lesson-02 --trap yield-is-not-wait

Exit status: 0 it worked; 1 something failed; 2 wrong usage; 3 a trap did not show; 130 Ctrl-C.

The page 02-closures of the book explains it.
`cargo test -p lesson-02 --test explorer -- --nocapture` shows every trap, step by step.";
