//! The command line of `lesson-03`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_program::args::{path, threads};
use std::path::PathBuf;

/// Compresses each file to NAME.gz beside it, several at a time, and keeps the original.
///
/// Each file joins a wait group before a worker gets it, and leaves the group when it is done, has
/// failed or has panicked. The program continues when the group is empty.
#[derive(Debug, Parser)]
#[command(name = "lesson-03", bin_name = "lesson-03", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Files and folders to compress; - reads standard input and writes standard output [default: a sample]
    #[arg(value_name = "PATH", value_parser = path())]
    pub paths: Vec<PathBuf>,

    /// How many files to compress at a time [default: the number of cores]
    #[arg(long, short, value_name = "N", value_parser = threads)]
    pub jobs: Option<usize>,

    /// Which threads do the work
    #[arg(long, value_name = "MODE", default_value = "pool")]
    pub mode: Mode,

    /// Compression level: 1 is the fastest, 9 makes the smallest output; 5 is close to gzip's 6
    #[arg(long, value_name = "1-9", default_value_t = 5)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=9))]
    pub level: u32,

    /// Replace existing files, keeping their owners and permissions
    #[arg(long, short)]
    pub force: bool,

    /// Flush each file to disk (fsync) before renaming it into place
    #[arg(long)]
    pub fsync: bool,

    /// Write the compressed files here, in the same subfolders as below the folders named
    #[arg(long, value_name = "DIR", requires = "paths")]
    pub output_dir: Option<PathBuf>,

    /// Run one of the known bugs on real threads until it shows
    #[arg(long, value_name = "NAME", conflicts_with = "paths")]
    pub trap: Option<Trap>,

    /// How often to try at most until the bug shows
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// Run the bug in this process, which the parent may kill
    #[arg(long, hide = true, requires = "trap")]
    pub in_child: bool,

    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// Which threads do the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// One file after another
    Serial,
    /// A thread for each file, 10000 at most: see --trap thread-per-file
    #[value(alias = "thread_per_file")]
    ThreadPerFile,
    /// A few workers, each of which takes one file after another
    Pool,
}

/// Bugs that `--trap` runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// The worker joins the group itself, so wait may return before the work has begun
    #[value(alias = "add_inside")]
    AddInside,
    /// A file that fails never leaves the group, so wait never returns
    #[value(alias = "forgotten_done")]
    ForgottenDone,
    /// The result of the work is discarded, so a failed file counts as compressed
    #[value(alias = "ignored_errors")]
    IgnoredErrors,
    /// The file is written under its final name, so a failed run leaves a part of it
    #[value(alias = "half_written")]
    HalfWritten,
    /// A thread for each file: ten thousand files are ten thousand threads
    #[value(alias = "thread_per_file")]
    ThreadPerFile,
}

const MORE: &str = "\
Try:
  lesson-03                          compresses a sample, shows the result, removes it
  lesson-03 --output-dir /tmp/gz .   compresses this folder into another one
  lesson-03 - < FILE | zcat          reads a pipe, writes a pipe
  lesson-03 --trap add-inside

Files that end in .gz are skipped, and links in folders are not followed. Bytes appended to a file
while it is read are left out, with a warning. Where memory is limited, as by `ulimit -v`, a thread
that cannot allocate any when it starts aborts the process; fewer --jobs need less.

Exit status: 0 all files were compressed or skipped; 1 some failed, the others are done; 2 wrong
usage; 3 a bug did not show up; 130 Ctrl-C, which leaves no partial file.

The page 03-wait-groups of the book explains it.
`cargo test -p lesson-03 --test explorer -- --nocapture` shows every bug, step by step.";
