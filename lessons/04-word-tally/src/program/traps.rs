//! `--trap NAME`: runs a bug on real threads until it shows, and says which lines to read.

use super::args::{Args, Strategy, Trap};
use super::child;
use super::demos::{Repeated, Slow};
use super::feed::Feed;
use super::list::list;
use super::tally::count;
use lesson_04::counts::Counts;
use lesson_04::sync::Arc;
use lesson_04::sync::time::{Duration, Instant};
use lesson_04::text::Text;
use lesson_04::traps::{guard_across_io, half_locked, lost_update};
use lesson_program::args::name;
use lesson_program::screen::Screen;
use lesson_program::trap::{Happened, Story};
use std::process::ExitCode;

/// Threads of each bug.
const WORKERS: usize = 4;
/// How often each of them counts the sample.
const TIMES: u32 = 200;

/// Chunks of a slow text, and how long each takes.
const SLOW: (u32, Duration) = (20, Duration::from_millis(5));

/// The compiler's message; `tests/program/refused.rs` compares it with what the compiler says now.
const REFUSED: &str = include_str!("refused.txt");
/// The counterexample; `tests/loom.rs` keeps it up to date.
const COUNTEREXAMPLE: &str = include_str!("data_race.txt");

/// Runs the bug until it shows, `--runs` times at most.
pub fn run(trap: Trap, args: &Args, screen: &Screen) -> anyhow::Result<ExitCode> {
    story(trap).run(&trap, args.runs, screen, |_| once(trap, args))
}

/// What went wrong in one run, if anything did.
fn once(trap: Trap, args: &Args) -> anyhow::Result<Option<Happened>> {
    match trap {
        Trap::DataRace => Ok(Some(Happened::refused(format!(
            "the compiler rejects it, so it was not run:\n\n{REFUSED}\n\
             with an unsafe impl that silences the compiler, it is a data race; loom found this one:\
             \n\n{COUNTEREXAMPLE}",
        )))),
        Trap::LostUpdate if args.files.is_empty() => lost_words(|| Ok(samples(WORKERS, TIMES))),
        Trap::LostUpdate => lost_words(|| {
            let (inputs, mut failed) = list(&args.files);
            match failed.pop() {
                Some(error) => Err(error),
                None => Ok(Feed::shares(&Arc::new(Feed::new(inputs, WORKERS)))),
            }
        }),
        Trap::HalfLocked => {
            let counts = half_locked::tally(samples(WORKERS, TIMES))?;
            let words: u64 = counts.iter().map(|(_, n)| n).sum();
            let total = counts.total();
            Ok((words != total)
                .then(|| format!("{words} words were counted, and the total says {total}").into()))
        }
        Trap::LockOrder => {
            let hung = child::hung(&name(&trap))?;
            Ok(hung.map(|[one, two]| {
                format!(
                    "no progress for 2 s, so it was stopped\n\
                     worker 1, at its chunk {one}, holds shard 1 and waits for shard 2\n\
                     worker 2, at its chunk {two}, holds shard 2 and waits for shard 1"
                )
                .into()
            }))
        }
        Trap::GuardAcrossIo => {
            let batched = timed(|texts| count(Strategy::Batched, texts))?;
            let guarded = timed(|texts| Ok(guard_across_io::tally(texts)?))?;
            Ok((guarded > batched * 3 / 2).then(|| {
                let (guarded, batched) = (guarded.as_millis(), batched.as_millis());
                format!(
                    "it took {guarded} ms; with the lock released while they read, {batched} ms"
                )
                .into()
            }))
        }
    }
}

/// Counts the same texts with the bug and without, and returns how many words were lost, if any.
fn lost_words<T: Text + Send + 'static>(
    texts: impl Fn() -> anyhow::Result<Vec<T>>,
) -> anyhow::Result<Option<Happened>> {
    let all = count(Strategy::Merge, texts()?)?.total();
    let counted = lost_update::tally(texts()?)?.total();
    let lost = all.saturating_sub(counted);
    Ok((lost > 0)
        .then(|| format!("{counted} of {all} words were counted: {lost} were lost").into()))
}

fn samples(workers: usize, times: u32) -> Vec<Repeated> {
    vec![Repeated::sample(times); workers]
}

/// Measures a tally of slow texts.
fn timed(tally: fn(Vec<Slow>) -> anyhow::Result<Counts>) -> anyhow::Result<Duration> {
    let (times, each) = SLOW;
    let texts = samples(WORKERS, times).into_iter();
    let started = Instant::now();
    tally(texts.map(|text| Slow(text, each)).collect())?;
    Ok(started.elapsed())
}

/// What is wrong, and what was expected.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::DataRace => (
            "several threads change one tally without a lock",
            "one thread at a time accesses the tally",
        ),
        Trap::LostUpdate => (
            "the lock is released between reading a count and writing it back",
            "every word is counted",
        ),
        Trap::HalfLocked => (
            "the words are counted under the lock, the total is not",
            "the total is the sum of the counts",
        ),
        Trap::LockOrder => (
            "two threads acquire the same two locks in opposite orders",
            "every thread acquires both locks at some point",
        ),
        Trap::GuardAcrossIo => (
            "the lock is held while the next chunk is read",
            "four threads that read from slow disks wait for them at the same time",
        ),
    };
    Story {
        lesson: "04-word-tally",
        wrong,
        expected: expected.into(),
    }
}
