//! `export`: the rows of a database → JSON lines → pipe → gzip, however many there are.
//!
//! One thread reads rows and writes lines into the pipe; another one reads the pipe and compresses.
//! With `--url` a second pipe leads on to the server.

mod database;
mod demo;
mod lines;

use super::client::{self, Target};
use super::feed::{self, Feed};
use super::pump::{self, Failed, Passed, pass_on, pump};
use anyhow::{Context, anyhow, bail};
use clap::Parser;
use database::Database;
use flate2::Compression;
use flate2::bufread::GzEncoder;
use lesson_08::pipe::{ClosedPipe, PipeReader, PipeWriter};
use lesson_08::sync::Arc;
use lesson_08::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use lesson_08::sync::time::Duration;
use lesson_files::{Output, folder_of, temporary};
use lesson_program::screen::{Screen, forgive};
use lesson_program::streams;
use lesson_program::words::{bytes, count, show};
use lesson_progress::Progress;
use std::io::{self, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How much is compressed at once: all of one write, which is 64 KiB and the end of a row. If a few bytes
/// were left, the writer would stay blocked until the rest is compressed, and produce no rows
/// meanwhile.
const BLOCK: usize = 128 * 1024;

/// What to export, and where to.
#[derive(Debug, Parser)]
pub struct ExportArgs {
    /// An SQLite database, which is only read
    #[arg(value_name = "DB")]
    pub database: PathBuf,

    /// The table or view whose rows are exported
    #[arg(long, value_name = "NAME")]
    pub table: String,

    /// Where to write; - means standard output
    ///
    /// An existing FILE is replaced once everything is written, and keeps its mode and owner. A link is
    /// followed, so the file it points to is replaced; a pipe or a device is written to directly
    #[arg(long, value_name = "FILE", default_value = "-", conflicts_with = "url")]
    pub output: PathBuf,

    /// Send it to this address instead of writing it; own starts a server for it
    #[arg(long, value_name = "URL")]
    pub url: Option<Target>,

    /// Create a new database first, with this many rows in its table records
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u32))]
    pub demo: Option<u32>,
}

/// Exports it.
pub fn run(
    export: &ExportArgs,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    lesson_interrupt::at_interrupt(temporary::remove_all)?;
    if let Some(rows) = export.demo {
        demo::make(&export.database, rows)?;
    }
    let name = show(&export.database);
    let database = Database::open(&export.database, &export.table, timeout)?;
    let to_screen = export.output == Path::new("-") && export.url.is_none();
    if to_screen && io::stdout().is_terminal() {
        bail!("what is compressed is not for a terminal: add --output FILE, or | gzip -dc");
    }
    let rows = Arc::new(AtomicU64::new(0));
    let counted = rows.clone();
    let stop = database.stop.clone();
    let work = move |out: &mut &PipeWriter, _: &_| database.write_rows(out, &counted);
    let (reader, feed) = feed::start(timeout, work).context("cannot start a thread")?;
    let reads = Reading { feed, stop, name };
    let passed = Passed::default();
    let ended = match &export.url {
        Some(target) => send(target, reader, timeout, screen),
        None if to_screen => {
            let output = streams::output().context("cannot write to standard output")?;
            match compress(reader, output, &passed) {
                Err(Failed::Write(why)) => forgive(Err(why)),
                done => explained(done, "standard output"),
            }
        }
        None => write(reader, export, &passed),
    };
    reads.end(ended)?;
    let rows = count(rows.load(Ordering::Relaxed), "row");
    if !to_screen && export.url.is_none() {
        let size = bytes(passed.written());
        screen.tell(&format!("{rows}: {size} in {}", show(&export.output)));
    }
    screen.hint(
        "cargo run --bin lesson-08 -- export demo.db --demo 100000 --table records --url own",
    );
    Ok(ExitCode::SUCCESS)
}

/// The thread that reads rows, and how to stop it.
struct Reading {
    feed: Feed,
    /// Set when the reader is gone; polled by the thread.
    stop: Arc<AtomicBool>,
    name: String,
}

impl Reading {
    /// Stops the thread. If its own failure was the cause, that failure is reported.
    fn end(self, ended: anyhow::Result<()>) -> anyhow::Result<()> {
        if ended.is_err() {
            // It may be far from the next row, and so from the closed pipe.
            self.stop.store(true, Ordering::Relaxed);
        }
        match self.feed.join() {
            Err(why) if is_consequence(&why) => ended,
            Err(why) => Err(anyhow!("{why}")).context(format!("cannot read {}", self.name)),
            Ok(()) => ended,
        }
    }
}

/// Whether it failed because the other end was closed.
fn is_consequence(why: &io::Error) -> bool {
    let Some(why) = why.get_ref() else {
        return false;
    };
    let interrupted = why
        .downcast_ref::<rusqlite::Error>()
        .and_then(rusqlite::Error::sqlite_error_code);
    why.is::<ClosedPipe>() || interrupted == Some(rusqlite::ErrorCode::OperationInterrupted)
}

/// Compresses while it is read. If `reader` fails, no end is written that would make a part look whole.
fn compressed(reader: impl Read) -> impl Read {
    GzEncoder::new(
        BufReader::with_capacity(BLOCK, reader),
        Compression::default(),
    )
}

fn compress(reader: PipeReader, output: impl io::Write, passed: &Passed) -> Result<(), Failed> {
    let progress = Progress::of_bytes(None);
    pump(compressed(progress.watch(reader)), output, passed)
}

fn explained(done: Result<(), Failed>, name: &str) -> anyhow::Result<()> {
    match done {
        // It may be its own source: once is enough.
        Err(Failed::Read(why)) => Err(anyhow!("{why}")).context("cannot read all rows"),
        Err(Failed::Write(why)) => Err(why).with_context(|| format!("cannot write to {name}")),
        Ok(()) => Ok(()),
    }
}

/// Writes a file that appears under its name only once it is complete.
fn write(reader: PipeReader, export: &ExportArgs, passed: &Passed) -> anyhow::Result<()> {
    let name = show(&export.output);
    if let Some(is) = part_of(&export.database, &export.output) {
        bail!("{name} {is} the database: name another file");
    }
    let cannot = || format!("cannot write to {name}");
    let mut output = Output::create(&export.output).with_context(cannot)?;
    explained(compress(reader, &mut output, passed), &name)?;
    output.complete_on_disk().with_context(cannot)
}

/// How `path` is related to `database`, if it is: SQLite keeps changes that are not in the database yet
/// beside it, and to replace those files would lose them.
fn part_of(database: &Path, path: &Path) -> Option<&'static str> {
    let database = database.canonicalize().ok()?;
    // What is not there yet has a folder.
    let path = path.canonicalize().or_else(|_| {
        let folder = folder_of(path).canonicalize();
        folder.map(|folder| folder.join(path.file_name().unwrap_or_default()))
    });
    let path = path.ok()?;
    let beside = |suffix: &&str| {
        let mut name = database.clone().into_os_string();
        name.push(suffix);
        path == Path::new(&name)
    };
    match ["-journal", "-wal", "-shm"].iter().any(beside) {
        true => Some("belongs to"),
        false => (path == database).then_some("is"),
    }
}

/// Sends it while it is compressed, through a second pipe.
fn send(
    target: &Target,
    reader: PipeReader,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<()> {
    let work = move |out: &mut &PipeWriter, _: &_| pass_on(pump::BLOCK, compressed(reader), out);
    let (reader, feed) = feed::start(None, work).context("cannot start a thread")?;
    let ended = client::send(target, reader, "application/gzip", timeout, screen);
    // If it failed, then with one of its ends: that has been told.
    let _ = feed.join();
    ended?;
    Ok(())
}
