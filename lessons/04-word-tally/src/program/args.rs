//! The command line of `lesson-04`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_program::args::{path, refuse, threads};
use std::path::PathBuf;

/// Counts the words of files and prints those that appear more than once.
///
/// Several threads read, and all of them add to one tally. A lock keeps it right; how often it is
/// taken makes the tally fast or slow. The result is the same for every strategy.
#[derive(Debug, Parser)]
#[command(name = "lesson-04", bin_name = "lesson-04", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Files, folders, or - for standard input; without any, a pipe or else a sample
    #[arg(value_name = "FILE", value_parser = path())]
    pub files: Vec<PathBuf>,

    /// Print words that appear at least so often
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub min: u64,

    /// Print the N most frequent words only
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,

    /// How the threads share the tally
    #[arg(long, value_name = "NAME", default_value = "merge")]
    pub strategy: Strategy,

    /// How many threads read; as many as there are cores unless told
    #[arg(long, value_name = "N", value_parser = threads)]
    pub jobs: Option<usize>,

    /// How to print the words
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub format: Format,

    /// Run a wrong way on real threads until it shows; lost-update takes FILEs
    #[arg(long, value_name = "NAME")]
    #[arg(conflicts_with_all = ["min", "top", "strategy", "jobs", "format"])]
    pub trap: Option<Trap>,

    /// How many runs to give a trap
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,

    /// What the program starts itself with, to run a trap that hangs
    #[arg(long, hide = true, requires = "trap")]
    pub in_child: bool,
}

/// The ways to share the tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Strategy {
    /// One tally, locked for each word
    Mutex,
    /// One tally, locked for each chunk of the text
    Batched,
    /// A tally for each thread, a lock for each tally; its hash says where a word belongs
    Sharded,
    /// One tally: known words under the read lock, new ones under the write lock
    Rwlock,
    /// A tally for each thread, merged at the end: no lock
    Merge,
    /// One thread owns the tally; the others read and send
    Channel,
}

/// The ways to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line for each word: `word: count`
    Text,
    /// An array of objects with "word" and "count"
    Json,
}

/// The wrong ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// No lock: the compiler refuses it, and here is why (not run)
    #[value(alias = "data_race")]
    DataRace,
    /// Between reading the count and writing it back, the lock is free
    #[value(alias = "lost_update")]
    LostUpdate,
    /// The words are counted under the lock, the total is not
    #[value(alias = "half_locked")]
    HalfLocked,
    /// Each thread locks all tallies, in an order of its own: deadlock
    #[value(alias = "lock_order")]
    LockOrder,
    /// The lock is held while the next chunk is read: right, and slow
    #[value(alias = "guard_across_io")]
    GuardAcrossIo,
}

const MORE: &str = "\
Try:
  lesson-04 --top 10 FILE…                  the ten most frequent words
  lesson-04 --strategy mutex --top 3 DIR    the same tally, a lock for each word
  man bash | lesson-04 --format json
  lesson-04 --trap lost-update FILE…        how many words a wrong lock loses

A word is what stands between white space, in lower case. Bytes that are not UTF-8 count as the
replacement character, and a warning names the file. A file with a word of more than 16 MiB fails.

Exit status: 0 success; 1 some input could not be read (the rest is counted); 2 wrong usage;
3 a trap did not show. Ctrl-C ends it at once (130 in a shell).

The page 04-word-tally of the book explains it.
`cargo test -p lesson-04 --test explorer -- --nocapture` checks every strategy and shows every trap, step by step.";

/// What the command line asks for; ends the process if that is help, or wrong.
pub fn parse() -> Args {
    let args = lesson_program::args::parse::<Args>();
    if !matches!(args.trap, None | Some(Trap::LostUpdate)) && !args.files.is_empty() {
        refuse::<Args>("this trap brings its own text; only lost-update takes FILEs");
    }
    args
}
