//! Runs a strategy on real inputs, and prints the tally.

use super::args::{Args, Strategy};
use super::demos::Repeated;
use super::feed::Feed;
use super::list::{cannot_read, list};
use super::output;
use anyhow::{Context, anyhow};
use lesson_04::counts::Counts;
use lesson_04::memory::OutOfMemory;
use lesson_04::sync::Arc;
use lesson_04::sync::time::Instant;
use lesson_04::text::Text;
use lesson_04::{batched, channel, merge, mutex, rwlock, sharded};
use lesson_program::memory;
use lesson_program::screen::Screen;
use lesson_program::words::show;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

/// Counts the words of the inputs and prints them.
pub fn run(args: &Args, cores: usize, screen: &Screen) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let jobs = args.jobs.unwrap_or(cores);
    let mut paths = args.files.clone();
    if paths.is_empty() && is_piped() {
        paths.push(PathBuf::from("-"));
    }
    let (counts, failed) = if paths.is_empty() {
        let texts = vec![Repeated::sample(1)];
        (count(args.strategy, texts)?, false)
    } else {
        files(args.strategy, &paths, jobs, screen)?
    };
    let ranked = within_memory(|| Ok(counts.ranked(args.min, args.top)))?;
    output::print(&ranked, args.format)?;
    let (total, different) = (counts.total(), counts.different());
    let took = started.elapsed().as_secs_f64();
    screen.tell_person(&format!(
        "{total} words, {different} different ones, in {took:.2} s"
    ));
    screen.hint(if args.files.is_empty() {
        "cargo run --bin lesson-04 -- --top 10 FILE…"
    } else {
        "cargo run --bin lesson-04 -- --trap lost-update FILE…"
    });
    Ok(ExitCode::from(u8::from(failed)))
}

/// Runs a strategy.
pub fn count<T: Text + Send + 'static>(how: Strategy, texts: Vec<T>) -> anyhow::Result<Counts> {
    let refused = "cannot start a thread; try fewer --jobs";
    // One more thread, for the owner of the channel strategy.
    memory::for_threads(texts.len() + 1).context(refused)?;
    within_memory(|| {
        let counts = match how {
            Strategy::Mutex => mutex::tally(texts),
            Strategy::Batched => batched::tally(texts),
            Strategy::Sharded => sharded::tally(texts),
            Strategy::Rwlock => rwlock::tally(texts),
            Strategy::Merge => merge::tally(texts),
            Strategy::Channel => channel::tally(texts),
        };
        counts.context(refused)
    })
}

/// Runs `work`, and returns an error if one of its threads found no memory left.
fn within_memory<R>(work: impl FnOnce() -> anyhow::Result<R>) -> anyhow::Result<R> {
    // What it borrows is not used again after an error.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| match panic.downcast() {
        Ok(found) => {
            let OutOfMemory = *found;
            Err(anyhow!(
                "not enough memory for so many different words; try fewer --jobs, or fewer files at once"
            ))
        }
        Err(panic) => resume_unwind(panic),
    })
}

/// Counts the words of all inputs, reports each failure, and returns whether there was one.
fn files(
    how: Strategy,
    paths: &[PathBuf],
    jobs: usize,
    screen: &Screen,
) -> anyhow::Result<(Counts, bool)> {
    let (inputs, mut failures) = list(paths);
    let feed = Arc::new(Feed::new(inputs, jobs));
    let counts = count(how, Feed::shares(&feed))?;
    let feed = Arc::into_inner(feed).expect("every worker has ended");
    for input in feed.into_inputs() {
        let (path, noticed) = input.into_noticed();
        if noticed.is_odd {
            screen.warn(&format!(
                "{}: not all of it is UTF-8; each broken sequence counts as \u{FFFD}",
                show(&path)
            ));
        }
        failures.extend(noticed.failed.map(|error| cannot_read(&path, error)));
    }
    failures.iter().for_each(|error| screen.report(error));
    Ok((counts, !failures.is_empty()))
}

/// Whether standard input is fed by another program or a file: a pipe or a file, not a terminal or a
/// device.
fn is_piped() -> bool {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        use std::os::unix::fs::FileTypeExt;
        let input = io::stdin().as_fd().try_clone_to_owned();
        let about = input.and_then(|input| std::fs::File::from(input).metadata());
        about.is_ok_and(|about| !about.file_type().is_char_device())
    }
    #[cfg(not(unix))]
    !io::IsTerminal::is_terminal(&io::stdin())
}
