//! The command line of `lesson-03`.

use clap::{ColorChoice, Parser, ValueEnum};
use lesson_program::args::{path, threads};
use std::path::PathBuf;

/// Compresses each file to NAME.gz beside it, several at a time, and keeps the original.
///
/// Each file takes its place in a wait group before a worker gets it, and leaves the group when it
/// is done, has failed or has panicked. The program goes on when nobody is left in the group.
#[derive(Debug, Parser)]
#[command(name = "lesson-03", bin_name = "lesson-03", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Files and folders to compress; - is standard input, to standard output. None: a sample
    #[arg(value_name = "PATH", value_parser = path())]
    pub paths: Vec<PathBuf>,

    /// How many files at a time; as many as there are cores unless told
    #[arg(long, short, value_name = "N", value_parser = threads)]
    pub jobs: Option<usize>,

    /// Who does the work
    #[arg(long, value_name = "MODE", default_value = "pool")]
    pub mode: Mode,

    /// 1 is the fastest, 9 makes the smallest output; 5 makes about what gzip makes with 6
    #[arg(long, value_name = "1-9", default_value_t = 5)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=9))]
    pub level: u32,

    /// Replace files that are there already, and keep their owners and permissions
    #[arg(long, short)]
    pub force: bool,

    /// Have each file on the disk itself before it gets its name
    #[arg(long)]
    pub fsync: bool,

    /// Put the compressed files here, below it as they were below the folders that are named
    #[arg(long, value_name = "DIR", requires = "paths")]
    pub output_dir: Option<PathBuf>,

    /// Run a wrong way on real threads until it shows
    #[arg(long, value_name = "NAME", conflicts_with = "paths")]
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

/// Who does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// One file after another
    Serial,
    /// A thread for each file, 10000 at most: see the trap of that name
    #[value(alias = "thread_per_file")]
    ThreadPerFile,
    /// A few workers, which take one file after another
    Pool,
}

/// The wrong ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// The worker joins the group: wait may return before it has
    #[value(alias = "add_inside")]
    AddInside,
    /// A task that fails never leaves the group: wait never returns
    #[value(alias = "forgotten_done")]
    ForgottenDone,
    /// What the work returns is thrown away: a failed file counts as compressed
    #[value(alias = "ignored_errors")]
    IgnoredErrors,
    /// The file is written under its final name: a failed run leaves a part of it
    #[value(alias = "half_written")]
    HalfWritten,
    /// Ten thousand files, ten thousand threads
    #[value(alias = "thread_per_file")]
    ThreadPerFile,
}

const MORE: &str = "\
Try:
  lesson-03                          compresses a sample, shows the result, removes it
  lesson-03 --output-dir /tmp/gz .   leaves no file here
  lesson-03 - < FILE | zcat          reads a pipe, writes a pipe
  lesson-03 --trap add-inside

A file that ends in .gz is skipped. In folders, links are not followed. Bytes that are added to a
file while it is read are left out, and a warning says so. Where memory is limited, as by `ulimit -v`,
a thread that finds none when it begins ends the process: few --jobs need the least.

Exit status: 0 all were compressed or skipped; 1 some failed, the rest is done; 2 wrong usage; 3 a
trap did not show; 130 Ctrl-C, which leaves no partial file.

The page 03-wait-groups of the book explains it.
`cargo test -p lesson-03 --test explorer -- --nocapture` shows every trap, step by step.";
