//! The command line of `lesson-06`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_06::sync::time::Duration;
use lesson_program::args::{MOST_SHORT_THREADS, duration, path, refuse};
use std::path::{Path, PathBuf};

/// Receives from a thread in the background, and stops it when the time runs out.
///
/// The receiver never closes the channel. It asks the senders to stop, over a channel of its own, and
/// they close theirs by ending. When the program ends, no thread is running and no channel is open.
#[derive(Debug, Parser)]
#[command(name = "lesson-06", bin_name = "lesson-06", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The time from one hello to the next: 500ms, 2s
    ///
    /// Each hello has a fixed time: those that a stopped process missed are sent at once when it continues
    #[arg(long, value_name = "TIME", default_value = "500ms", value_parser = duration)]
    #[arg(conflicts_with_all = ["follow", "stop_time", "trap"])]
    pub every: Duration,

    /// How long to receive: 5s, 1m30s; by default 5s, or with --follow until Ctrl-C
    #[arg(long = "for", value_name = "TIME", value_parser = duration)]
    #[arg(conflicts_with_all = ["stop_time", "trap"])]
    pub time: Option<Duration>,

    /// How to stop the senders
    #[arg(long, value_name = "NAME", default_value = "done")]
    #[arg(conflicts_with_all = ["follow", "trap"])]
    pub variant: Variant,

    /// Follow files as they grow, as `tail -F` does, one sender for each
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["stop_time", "trap"])]
    #[arg(value_parser = path())]
    pub follow: Vec<PathBuf>,

    /// How many of the last lines of each FILE to begin with
    #[arg(long, value_name = "N", default_value_t = 10, requires = "follow")]
    pub lines: u64,

    /// Measure how long N senders take to end once they are asked to
    #[arg(long, value_name = "N", conflicts_with = "trap", value_parser = senders)]
    pub stop_time: Option<usize>,

    /// How many times to measure
    #[arg(long, value_name = "N", default_value_t = 20, requires = "stop_time")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub rounds: u32,

    /// Run a version with a bug on real threads until the bug shows
    #[arg(long, value_name = "NAME")]
    pub trap: Option<Trap>,

    /// How many times to run the trap at most
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,

    /// Set when the program runs itself as a child, for a trap that hangs or panics
    #[arg(long, hide = true, requires = "trap")]
    pub in_child: bool,
}

/// The protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Variant {
    /// Close a done channel; both sides select
    Done,
    /// Hang up: drop the receiver, so that every send fails
    Drop,
    /// Close a done channel, receive until the senders have closed theirs, and join them
    Join,
}

/// The bugs that the program can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// The receiver closes the channel, which the sender does not expect
    #[value(alias = "receiver_closes")]
    ReceiverCloses,
    /// The loop does not check whether the channel is closed, which is then always ready
    #[value(alias = "always_ready")]
    AlwaysReady,
    /// The receiver sends on `done` while the sender is blocked in its own send: a deadlock
    #[value(alias = "done_blocks")]
    DoneBlocks,
    /// It assumes that the senders have ended half a second after `done`
    #[value(alias = "sleep_then_hope")]
    SleepThenHope,
    /// The receiver forgets a sending end of its own, so the channel is never closed
    #[value(alias = "leaked_sender")]
    LeakedSender,
}

const MORE: &str = "\
Try:
  lesson-06 --every 200ms --for 2s --variant join
  lesson-06 --follow app.log other.log     Ctrl-C ends it
  lesson-06 --stop-time 1000 --variant drop
  lesson-06 --trap done-blocks

--follow checks each file ten times a second. It waits for a file that does not exist yet, and
shows it from its beginning. A renamed file is read to its end before the new file of that name
is. A file that cannot be read, or is a directory for a while, is reported once and tried again
until it can be read. A truncated file is reported once and shown from its beginning; what was cut off
before it was read is lost, and so is a file that was replaced twice between two checks. With
several files, lines are printed whole, under headers; a line of more than 1 MiB is printed in
pieces, and a last line without newline when the program ends.

Exit status: 0 the time ran out, or Ctrl-C ended --follow; 1 some file cannot be read at the end,
or writing failed; 2 wrong usage; 3 a trap did not show; 130 Ctrl-C. Ctrl-C and SIGTERM stop the
senders by the same protocol as the end of the time.

The page 06-done-channel of the book explains it.
`cargo test -p lesson-06 --test explorer -- --nocapture` checks every protocol and shows every trap, step by step.";

/// Parses the command line. Ends the process if it asks for help or is wrong.
pub fn parse() -> Args {
    let args = lesson_program::args::parse::<Args>();
    if args.follow.iter().any(|path| path == Path::new("-")) {
        refuse::<Args>(
            "standard input cannot be followed: it has no name under which it could be opened again",
        );
    }
    if args.follow.len() > MOST_SHORT_THREADS {
        refuse::<Args>(&format!(
            "each file has a thread, and at most {MOST_SHORT_THREADS} are allowed: follow fewer files"
        ));
    }
    args
}

fn senders(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n @ 1..=MOST_SHORT_THREADS) => Ok(n),
        _ => Err(format!(
            "give a number of senders from 1 to {MOST_SHORT_THREADS}"
        )),
    }
}
