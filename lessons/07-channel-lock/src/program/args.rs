//! The command line of `lesson-07`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_07::sync::time::Duration;
use lesson_program::args::{duration, path};
use std::path::PathBuf;

/// The default number of workers.
pub const WORKERS: usize = 6;

/// As many threads as any lesson needs, and few enough for any operating system.
const MOST: u64 = 1000;

/// Lets workers take turns with a lock made of a channel, and draws which one held it when.
///
/// A channel of capacity K is a semaphore with K permits: sending acquires one and blocks while the
/// channel is full; receiving releases one. A guard receives when it is dropped.
#[derive(Debug, Parser)]
#[command(name = "lesson-07", bin_name = "lesson-07", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Number of workers [default: 6; with --hash at least one more than permits]
    ///
    /// With --hash, no more are started than there are files, and fewer if memory is scarce
    #[arg(long, value_name = "N", conflicts_with = "trap", value_parser = number)]
    pub workers: Option<usize>,

    /// Number of workers that may hold the lock at once [default: 1; with --hash the number of cores]
    #[arg(long, value_name = "K", conflicts_with_all = ["trap", "count"], value_parser = number)]
    pub permits: Option<usize>,

    /// How long each worker holds the lock: 500ms, 2s
    #[arg(long, value_name = "TIME", default_value = "500ms", value_parser = duration)]
    #[arg(conflicts_with_all = ["trap", "count", "hash"])]
    pub hold: Duration,

    /// Print the SHA-256 sums of files like sha256sum, with at most K files open at once
    #[arg(long, conflicts_with_all = ["trap", "count"])]
    pub hash: bool,

    /// Files for --hash; - or no file at all means standard input
    #[arg(value_name = "FILE", requires = "hash", value_parser = path())]
    pub files: Vec<PathBuf>,

    /// Measure the cost of the lock: count to N, acquiring it for each number
    #[arg(long, value_name = "N", conflicts_with = "trap")]
    pub count: Option<u64>,

    /// The lock that --count uses
    #[arg(
        long,
        value_name = "LOCK",
        default_value = "channel",
        requires = "count"
    )]
    pub with: With,

    /// Run one of the known bugs on real threads until it shows
    #[arg(long, value_name = "NAME")]
    pub trap: Option<Trap>,

    /// How often to try at most until the bug shows
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// Run the trap in this process; the process that started it may kill it.
    #[arg(long, hide = true, requires = "trap")]
    pub in_child: bool,

    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// The lock that guards a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum With {
    /// The lock of this lesson, a channel
    Channel,
    /// A mutex, for comparison
    Mutex,
}

/// Bugs that `--trap` runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// The channel has no slot: the first worker to acquire the lock blocks forever
    Unbuffered,
    /// A call releases the lock, and a panic skips that call
    #[value(alias = "forgotten_release")]
    ForgottenRelease,
    /// A worker that did not get the lock releases it, so another one gets in
    #[value(alias = "foreign_release")]
    ForeignRelease,
    /// Receiving acquires the lock, but the channel was never filled
    #[value(alias = "receive_to_take")]
    ReceiveToTake,
    /// main sleeps instead of joining its workers, so the process ends while they are working
    #[value(alias = "main_sleeps")]
    MainSleeps,
}

const MORE: &str = "\
Try:
  lesson-07 --workers 8 --permits 3 --hold 300ms
  lesson-07 --hash --permits 4 FILES | sha256sum --check
  lesson-07 --count 10000000 --workers 1          and again --with mutex
  lesson-07 --trap foreign-release

--hash escapes file names like sha256sum: a line that starts with \\ has \\\\, \\n or \\r in its name
for a backslash or a line break.

Exit status: 0 success; 1 a file could not be read (the other sums are printed); 2 wrong usage; 3 a
bug did not show up. Ctrl-C ends the program at once (130 in a shell).

The page 07-channel-lock of the book explains the program.
`cargo test -p lesson-07 --test explorer -- --nocapture` shows every trap, step by step.";

fn number(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=MOST) => Ok(number as usize),
        _ => Err(format!("write a number from 1 to {MOST}")),
    }
}
