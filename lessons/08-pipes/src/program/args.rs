//! The command line of `lesson-08`.

use super::{cost, count, exec, export, json, post, serve};
use clap::{ColorChoice, Parser, Subcommand, ValueEnum};
use lesson_08::sync::time::Duration;
use lesson_program::args::duration;

/// Connects code that writes to code that reads, in memory and with back-pressure.
///
/// A write into a pipe waits until reads have taken every byte, so nothing piles up between the two.
/// Whoever is done closes its end; whoever fails closes it with an error, and the other end hears it.
#[derive(Debug, Parser)]
#[command(name = "lesson-08", bin_name = "lesson-08", after_long_help = MORE)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = false)]
pub struct Args {
    /// What to do; without it, a sample is counted over two pipes
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Close the pipe with an error if it takes longer: 30s, 500ms, 1m30s
    #[arg(long, value_name = "TIME", value_parser = duration, global = true)]
    pub timeout: Option<Duration>,

    /// Say how much memory it took at the most
    #[arg(long, global = true)]
    pub stats: bool,

    /// Run a wrong way on real threads until it shows
    #[arg(long, value_name = "NAME", conflicts_with = "timeout")]
    pub trap: Option<Trap>,

    /// How many runs to give a trap
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,

    /// What the program starts itself with, to run a trap that hangs, and what to compare it with
    #[arg(long, value_name = "WAY", hide = true, requires = "trap")]
    pub in_child: Option<Way>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Count lines, words and bytes, as wc does
    ///
    /// A line is a line end. A word is a run of what is not white space: the white space of Unicode
    /// and its blanks that do not break are; control characters and bytes that are not UTF-8 belong to
    /// words, as for GNU wc since coreutils 9.5. Several FILEs are summed up. A name with control characters
    /// is quoted, as wc quotes one with a line end.
    #[command(verbatim_doc_comment)]
    Count(count::CountArgs),
    /// Measure what a write into a pipe costs
    ///
    /// One thread writes and another one reads: the time until everything is read, by the number of
    /// writes. Only a release build says what a pipe can do.
    #[command(verbatim_doc_comment)]
    Cost(cost::CostArgs),
    /// Make JSON records, pass them through a pipe, and print them or send them to a server
    Json(json::JsonArgs),
    /// Serve records over HTTP to clients that ask for them, and take uploads
    ///
    /// GET /records?n=N&every=TIME streams N records; PUT or POST /upload counts what it receives. At most
    /// 32 streams run at once, because each takes two threads: a request for one more is answered with 503,
    /// unless a client that has stopped reading, or has hung up, can be disconnected for it.
    #[command(verbatim_doc_comment)]
    Serve(serve::ServeArgs),
    /// Stream a file of any size to a server
    Post(post::PostArgs),
    /// Export a table of an SQLite database, however large, as compressed JSON lines
    ///
    /// NULL is null; a blob is {"blob":"…"}, and text that is not UTF-8 {"text":"…"}, with its bytes in
    /// base64; an infinite number is 9e999 or -9e999. A FILE has its name only once it is complete.
    #[command(verbatim_doc_comment)]
    Export(export::ExportArgs),
    /// Run a command between two pipes of the system, and pass its status on
    ///
    /// What comes in goes to the command while what it says comes out, however much either is. If
    /// --timeout or Ctrl-C ends it, it is killed with all that it has started; for that it runs in a group
    /// of its own and cannot read the terminal itself. The status is the command's; 128 and the signal's number
    /// if a signal killed it; 126 if it cannot be run, 127 if there is none.
    #[command(verbatim_doc_comment)]
    Exec(exec::ExecArgs),
}

/// The wrong ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// All in one thread: the first writes into a pipe that nobody reads yet
    #[value(alias = "one_thread")]
    OneThread,
    /// Nobody closes the writers: the readers wait for an end that does not come
    #[value(alias = "forgotten_close")]
    ForgottenClose,
    /// A reader that fails goes and leaves its end open: the writer waits for ever
    #[value(alias = "reader_gone")]
    ReaderGone,
    /// A failed input ends as if it were whole: a part is counted for all
    #[value(alias = "error_swallowed")]
    ErrorSwallowed,
    /// A buffer in place of a pipe: who looks too early sees the end
    #[value(alias = "shared_buffer")]
    SharedBuffer,
    /// Of two tees in a row one is not drained: the other does not move either
    #[value(alias = "tee_order")]
    TeeOrder,
    /// A pipe is copied into itself
    #[value(alias = "same_pipe")]
    SamePipe,
    /// No pipes, three copies in memory: right, and expensive
    #[value(alias = "buffer_everything")]
    BufferEverything,
}

/// What a child runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// The trap.
    Wrong,
    /// The technique.
    Right,
}

const MORE: &str = "\
Try:
  lesson-08 count FILE…
  lesson-08 count --engine pipes --collect select FILE…
  lesson-08 cost --size 32KiB
  lesson-08 --trap one-thread

Exit status: 0 it worked; 1 something failed; 2 wrong usage; 3 a trap did not show; 130 Ctrl-C, but 0
for serve, which nothing else ends.

The page 08-pipes of the book explains it.
`cargo test -p lesson-08 --test explorer -- --nocapture` shows every trap, step by step.";
