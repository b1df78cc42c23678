//! The command line of `lesson-08`.

use super::{cost, count, exec, export, json, post, serve};
use clap::{ColorChoice, Parser, Subcommand, ValueEnum};
use lesson_08::sync::time::Duration;
use lesson_program::args::duration;

/// Connects code that writes to code that reads, in memory and with backpressure.
///
/// A write into a pipe blocks until reads have taken every byte, so nothing piles up between the two.
/// A thread that is done closes its end; one that fails closes it with an error for the other end.
#[derive(Debug, Parser)]
#[command(name = "lesson-08", bin_name = "lesson-08", after_long_help = MORE)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = false)]
pub struct Args {
    /// What to do; without a command, a sample is counted over two pipes
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Time limit, after which the pipe is closed with an error: 30s, 500ms, 1m30s
    #[arg(long, value_name = "TIME", value_parser = duration, global = true)]
    pub timeout: Option<Duration>,

    /// Print the peak memory
    #[arg(long, global = true)]
    pub stats: bool,

    /// Run one of the known bugs on real threads until it shows
    #[arg(long, value_name = "NAME", conflicts_with = "timeout")]
    pub trap: Option<Trap>,

    /// How often to try at most until the bug shows
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,

    /// Used by the program when it starts itself to run a trap that hangs, or to compare memory
    #[arg(long, value_name = "WAY", hide = true, requires = "trap")]
    pub in_child: Option<Way>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Count lines, words and bytes, as wc does
    ///
    /// Lines are counted by their line ends. A word is a run of characters that are not white space, which
    /// is Unicode white space and no-break spaces; control characters and bytes that are not UTF-8 belong
    /// to words, as in GNU wc since coreutils 9.5. Several FILEs get a total. A name with control
    /// characters is quoted, as wc quotes one with a line break.
    #[command(verbatim_doc_comment)]
    Count(count::CountArgs),
    /// Measure what a write into a pipe costs
    ///
    /// One thread writes and another one reads. The result is the time until everything is read, divided by
    /// the number of writes. Only a release build shows what a pipe can do.
    #[command(verbatim_doc_comment)]
    Cost(cost::CostArgs),
    /// Produce JSON records, pass them through a pipe, and print them or send them to a server
    Json(json::JsonArgs),
    /// Serve records over HTTP, and accept uploads
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
    /// NULL becomes null; a blob becomes {"blob":"…"} and text that is not UTF-8 {"text":"…"}, with the
    /// bytes in base64; an infinite number becomes 9e999 or -9e999. A FILE appears only once it is complete.
    #[command(verbatim_doc_comment)]
    Export(export::ExportArgs),
    /// Run a command between two pipes of the operating system, and exit with its status
    ///
    /// Standard input is written to the command while its output is read, however large either is. On
    /// --timeout or Ctrl-C the command is killed with all processes that it started; for that it runs in a
    /// process group of its own and cannot read from the terminal. The exit status is the command's, or 128
    /// plus the signal's number if a signal killed it; 126 if it cannot be run, 127 if it does not exist.
    #[command(verbatim_doc_comment)]
    Exec(exec::ExecArgs),
}

/// Bugs that `--trap` runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// All in one thread: the first job writes into a pipe that no thread reads yet
    #[value(alias = "one_thread")]
    OneThread,
    /// The writers are never closed: the readers wait for an end that never arrives
    #[value(alias = "forgotten_close")]
    ForgottenClose,
    /// A consumer that fails leaves its reader open: the writer blocks forever
    #[value(alias = "reader_gone")]
    ReaderGone,
    /// A failed input ends as if it were whole: a part is taken for all
    #[value(alias = "error_swallowed")]
    ErrorSwallowed,
    /// A buffer in place of a pipe: a read that is too early sees the end
    #[value(alias = "shared_buffer")]
    SharedBuffer,
    /// One of two tees is not drained: the other one blocks, too
    #[value(alias = "tee_order")]
    TeeOrder,
    /// A pipe is copied into itself
    #[value(alias = "same_pipe")]
    SamePipe,
    /// No pipes, three copies in memory: correct, but expensive
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

Exit status: 0 success; 1 failure; 2 wrong usage; 3 a bug did not show up; 130 Ctrl-C, but 0 for
serve, which only Ctrl-C ends.

The page 08-pipes of the book explains the program.
`cargo test -p lesson-08 --test explorer -- --nocapture` shows every trap, step by step.";
