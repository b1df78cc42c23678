//! The command line of `lesson-07`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_07::sync::time::Duration;
use lesson_program::args::{duration, path};
use std::path::PathBuf;

/// How many workers there are, unless told.
pub const WORKERS: usize = 6;

/// As many threads as any lesson needs, and no system refuses.
const MOST: u64 = 1000;

/// Lets workers take turns with a lock that is a channel, and draws who had it when.
///
/// A channel with room for K messages lets K in: sending takes a permit, and waits while the
/// channel is full; receiving gives one back. A guard receives when it is dropped.
#[derive(Debug, Parser)]
#[command(name = "lesson-07", bin_name = "lesson-07", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// How many workers want the lock [default: 6; with --hash at least one more than permits]
    ///
    /// With --hash no more are started than there are files, and fewer if there is no memory for all of them
    #[arg(long, value_name = "N", conflicts_with = "trap", value_parser = number)]
    pub workers: Option<usize>,

    /// How many may have it at once [default: 1; with --hash as many as there are cores]
    #[arg(long, value_name = "K", conflicts_with_all = ["trap", "count"], value_parser = number)]
    pub permits: Option<usize>,

    /// How long each worker keeps it: 500ms, 2s
    #[arg(long, value_name = "TIME", default_value = "500ms", value_parser = duration)]
    #[arg(conflicts_with_all = ["trap", "count", "hash"])]
    pub hold: Duration,

    /// Print the SHA-256 sums of files as sha256sum does, with at most K of them open at once
    #[arg(long, conflicts_with_all = ["trap", "count"])]
    pub hash: bool,

    /// Files for --hash; - is standard input, and so is none
    #[arg(value_name = "FILE", requires = "hash", value_parser = path())]
    pub files: Vec<PathBuf>,

    /// Count to N, and take the lock for each number: what a turn costs
    #[arg(long, value_name = "N", conflicts_with = "trap")]
    pub count: Option<u64>,

    /// What guards the number that --count counts
    #[arg(
        long,
        value_name = "LOCK",
        default_value = "channel",
        requires = "count"
    )]
    pub with: With,

    /// Run a wrong way on real threads until it shows
    #[arg(long, value_name = "NAME")]
    pub trap: Option<Trap>,

    /// How many runs to give a trap
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// The trap runs in this very process, which the one that started it may end.
    #[arg(long, hide = true, requires = "trap")]
    pub in_child: bool,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// What guards a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum With {
    /// The lock of this lesson
    Channel,
    /// A mutex, which is made for this
    Mutex,
}

/// The wrong ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// The channel has no room for a message: the first who takes the lock waits for ever
    Unbuffered,
    /// The lock is given back by a call, which a panic skips
    #[value(alias = "forgotten_release")]
    ForgottenRelease,
    /// Who did not get the lock gives it back, and somebody else gets in
    #[value(alias = "foreign_release")]
    ForeignRelease,
    /// Receiving takes the lock, and nobody has filled the channel
    #[value(alias = "receive_to_take")]
    ReceiveToTake,
    /// The process ends after a sleep, wherever its workers are
    #[value(alias = "main_sleeps")]
    MainSleeps,
}

const MORE: &str = "\
Try:
  lesson-07 --workers 8 --permits 3 --hold 300ms
  lesson-07 --hash --permits 4 FILES | sha256sum --check
  lesson-07 --count 10000000 --workers 1          and again --with mutex
  lesson-07 --trap foreign-release

--hash escapes the names of files as sha256sum does: a line that begins with \\ has \\\\, \\n or \\r for
a backslash or the end of a line in its name.

Exit status: 0 success; 1 some file could not be read, the sums of the others are printed; 2 wrong
usage; 3 a trap did not show. Ctrl-C ends it at once (130 in a shell).

The page 07-channel-lock of the book explains it.
`cargo test -p lesson-07 --test explorer -- --nocapture` shows every trap, step by step.";

fn number(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=MOST) => Ok(number as usize),
        _ => Err(format!("write a number from 1 to {MOST}")),
    }
}
