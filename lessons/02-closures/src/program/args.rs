//! The command line of `lesson-02`.

use clap::{ColorChoice, Parser, ValueEnum};
use std::path::PathBuf;

/// Runs a closure in the background, continues, and waits for it in every way that people try.
///
/// Starting a closure guarantees nothing: it may run late, halfway, or never. Joining its handle, or
/// a scope that joins it for you, makes its effect visible. Yielding or sleeping does not.
#[derive(Debug, Parser)]
#[command(name = "lesson-02", bin_name = "lesson-02", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// How to wait for the closure; if omitted, every way is shown
    #[arg(long, value_name = "WAY")]
    pub how: Option<How>,

    /// Run it N times, each as a child process, and draw how often each order occurred
    ///
    /// With --trap: how often to try at most until the bug shows [default: 1000]
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: Option<u32>,

    /// Save INPUT to FILE in the background while the foreground continues
    ///
    /// An existing FILE is replaced once everything is written, and keeps its mode and owner. A symbolic
    /// link stays, and its target is replaced; a pipe or a device is written to directly
    #[arg(long, value_name = "FILE", conflicts_with_all = ["how", "runs", "trap", "share", "tasks"])]
    pub save: Option<PathBuf>,

    /// What to save: a file, or - for standard input
    #[arg(value_name = "INPUT", requires = "save")]
    pub input: Option<PathBuf>,

    /// Show one way to share data with a closure, and the compiler's message without it
    #[arg(long, value_name = "WAY", conflicts_with_all = ["how", "runs", "trap", "tasks"])]
    pub share: Option<Share>,

    /// Run N closures that add up numbers, and report what each of them cost
    #[arg(long, value_name = "N", conflicts_with_all = ["how", "runs", "trap"])]
    #[arg(value_parser = clap::value_parser!(u64).range(..=MOST_TASKS))]
    pub tasks: Option<u64>,

    /// What runs them
    #[arg(long, value_name = "WHAT", default_value = "pool", requires = "tasks")]
    pub with: With,

    /// Run one of the known bugs on real threads until it shows
    #[arg(long, value_name = "NAME", conflicts_with = "how")]
    pub trap: Option<Trap>,

    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,

    /// Marks the child process of a trap that ends or breaks its process.
    #[arg(long, hide = true, requires = "trap")]
    pub in_child: bool,
}

/// How to wait for a closure in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum How {
    /// Join its handle: the closure has finished
    Join,
    /// End the scope it was started in: the closure has finished
    Scope,
    /// Yield once: the closure may have finished
    Yield,
    /// Sleep for a millisecond: the closure may have finished
    Sleep,
    /// Do not wait at all
    Detach,
}

/// How a closure gets at its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Share {
    /// The closure owns its data
    Move,
    /// The closure borrows its data within a scope
    Borrow,
    /// All threads own the data and may read it
    Arc,
    /// All threads own the data and may change it, one at a time
    Mutex,
}

/// What runs many closures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum With {
    /// One thread per closure, at most 10000; refused if there is not enough memory for all of them
    Threads,
    /// One scoped thread per closure, at most 10000; refused if there is not enough memory
    Scope,
    /// As many threads as there are cores, each of which runs one closure after another
    Pool,
}

/// Bugs that `--trap` runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// No thread waits: the process ends before the closure has run, or halfway through it
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
    /// The closure panics, and the result of its handle is never checked
    #[value(alias = "swallowed_panic")]
    SwallowedPanic,
}

/// More would only fill up the memory.
const MOST_TASKS: u64 = 10_000_000;

const MORE: &str = "\
Try:
  lesson-02 --how detach --runs 1000    how often the closure never ran
  lesson-02 --save COPY FILE            a save in the background
  lesson-02 --share arc
  lesson-02 --tasks 10000 --with threads
  lesson-02 --trap yield-is-not-wait

Exit status: 0 success; 1 something failed; 2 wrong usage; 3 a bug did not show up; 130 Ctrl-C.

The page 02-closures of the book explains how it works.
`cargo test -p lesson-02 --test explorer -- --nocapture` shows every bug step by step.";
