//! The command line of `lesson-04`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_program::args::{path, refuse, threads};
use std::path::PathBuf;

/// Counts the words of files and prints those that appear more than once.
///
/// Several threads read, and all of them add to one tally. A lock keeps it correct, and how often
/// the threads acquire it makes the program fast or slow. Every strategy prints the same result.
#[derive(Debug, Parser)]
#[command(name = "lesson-04", bin_name = "lesson-04", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Files, folders, or - for standard input [default: a pipe if there is one, else a sample]
    #[arg(value_name = "FILE", value_parser = path())]
    pub files: Vec<PathBuf>,

    /// Print the words that occur at least N times
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub min: u64,

    /// Print only the N most frequent words
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,

    /// How the threads share the tally
    #[arg(long, value_name = "NAME", default_value = "merge")]
    pub strategy: Strategy,

    /// How many threads read [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub jobs: Option<usize>,

    /// How to print the words
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub format: Format,

    /// Run one of the known bugs on real threads until it shows; lost-update takes FILEs
    #[arg(long, value_name = "NAME")]
    #[arg(conflicts_with_all = ["min", "top", "strategy", "jobs", "format"])]
    pub trap: Option<Trap>,

    /// How often to try at most until the bug shows
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,

    /// Run the bug in this process, which the parent may kill
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
    /// As many tallies as threads, a lock for each; a word's hash determines its tally
    Sharded,
    /// One tally: known words under the read lock, new ones under the write lock
    Rwlock,
    /// A tally for each thread, merged at the end without a lock
    Merge,
    /// One thread owns the tally; the others read and send it what they read
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

/// Bugs that `--trap` runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// No lock: the compiler rejects it, and this prints why (not run)
    #[value(alias = "data_race")]
    DataRace,
    /// The lock is released between reading a count and writing it back
    #[value(alias = "lost_update")]
    LostUpdate,
    /// The words are counted under the lock, the total is not
    #[value(alias = "half_locked")]
    HalfLocked,
    /// Each thread acquires all locks, in an order of its own: deadlock
    #[value(alias = "lock_order")]
    LockOrder,
    /// The lock is held while the next chunk is read: correct, but slow
    #[value(alias = "guard_across_io")]
    GuardAcrossIo,
}

const MORE: &str = "\
Try:
  lesson-04 --top 10 FILE…                  the ten most frequent words
  lesson-04 --strategy mutex --top 3 DIR    the same tally, a lock for each word
  man bash | lesson-04 --format json
  lesson-04 --trap lost-update FILE…        how many of your words the bug loses

A word is a run of characters without white space, in lower case. Bytes that are not UTF-8 count as
the replacement character, with a warning that names the file. A word of more than 16 MiB is an error.

Exit status: 0 success; 1 some input could not be read (the rest is counted); 2 wrong usage;
3 a bug did not show up. Ctrl-C ends the program at once (130 in a shell).

The page 04-word-tally of the book explains it.
`cargo test -p lesson-04 --test explorer -- --nocapture` checks every strategy and shows every bug, step by step.";

/// Parses the command line. Ends the process if it asks for help or is wrong.
pub fn parse() -> Args {
    let args = lesson_program::args::parse::<Args>();
    if !matches!(args.trap, None | Some(Trap::LostUpdate)) && !args.files.is_empty() {
        refuse::<Args>("this bug has a text of its own; only --trap lost-update takes FILEs");
    }
    args
}
