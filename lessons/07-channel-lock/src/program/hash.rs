//! `--hash`: SHA-256 sums as `sha256sum` prints them, with a limited number of files open at once.

use super::args::WORKERS;
use super::inputs::{Input, bytes};
use super::lines::line;
use super::sums::{Desk, Sum};
use anyhow::Context;
use lesson_07::sync::atomic::Ordering;
use lesson_07::sync::channel::{Receiver, unbounded};
use lesson_07::sync::thread::{Builder, scope};
use lesson_program::memory;
use lesson_program::screen::Screen;
use lesson_program::streams;
use lesson_program::words::{self, count, show};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The totals of a run.
#[derive(Debug, Default)]
struct Total {
    files: u64,
    failures: u64,
    /// Standard output was closed: that is no failure.
    closed: bool,
}

/// Prints the sum of each file, in the order of the command line.
pub fn run(
    files: &[PathBuf],
    workers: Option<usize>,
    permits: usize,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    let standard = [PathBuf::from("-")];
    let files = if files.is_empty() { &standard } else { files };
    let inputs = Input::all(files);
    let is_seen = io::stderr().is_terminal();
    let desk = Desk::new(permits, is_seen.then(|| bytes(&inputs)).flatten());
    // One more worker than permits, so that one of them has to wait.
    let workers = workers.unwrap_or(WORKERS.max(permits + 1));
    let workers = memory::fewer_threads(workers.min(inputs.len()));
    let (input_tx, input_rx) = unbounded();
    for input in inputs {
        let _ = input_tx.send(input);
    }
    drop(input_tx);
    let (sum_tx, sum_rx) = unbounded();
    let total = scope(|scope| {
        for worker in 0..workers {
            let (desk, input_rx, sum_tx) = (&desk, input_rx.clone(), sum_tx.clone());
            let started = Builder::new().spawn_scoped(scope, move || {
                desk.work(&input_rx, &sum_tx);
            });
            match started {
                Ok(_) => {}
                Err(why) if worker == 0 => return Err(why).context("cannot start a thread"),
                // The workers that were started do all the work.
                Err(_) => break,
            }
        }
        drop((input_rx, sum_tx));
        let total = print_all(files, sum_rx, &desk, screen);
        desk.stop.store(true, Ordering::Relaxed);
        total
    });
    desk.progress.clear();
    let total = total?;
    if !total.closed {
        screen.tell_person(&summary(&total, &desk, permits));
    }
    if total.failures > 0 {
        return Ok(ExitCode::FAILURE);
    }
    screen.hint("cargo run --bin lesson-07 -- --trap unbuffered");
    Ok(ExitCode::SUCCESS)
}

/// Prints the sums in the order of the command line, as soon as possible.
fn print_all(
    files: &[PathBuf],
    sums: Receiver<Sum>,
    desk: &Desk,
    screen: &Screen,
) -> anyhow::Result<Total> {
    let mut early = BTreeMap::new();
    let mut total = Total::default();
    let mut place = 0;
    for (came, sum) in sums {
        early.insert(came, sum);
        while let Some(sum) = early.remove(&place) {
            let file = &files[place];
            place += 1;
            let sum = match sum {
                Ok(sum) => sum,
                Err(why) => {
                    total.failures += 1;
                    let error =
                        anyhow::Error::from(why).context(format!("cannot read {}", show(file)));
                    desk.progress.suspend(|| screen.report(&error));
                    continue;
                }
            };
            total.files += 1;
            let line = line(&sum, file.as_os_str());
            let output = streams::buffered_output();
            let write = || output.and_then(|mut output| output.write_all(&line));
            let written = desk.progress.suspend(write);
            match written {
                Err(why) if why.kind() == ErrorKind::BrokenPipe => {
                    total.closed = true;
                    return Ok(total);
                }
                written => written.context("cannot write to standard output")?,
            }
        }
    }
    Ok(total)
}

/// The summary for a person at the end.
fn summary(total: &Total, desk: &Desk, permits: usize) -> String {
    let read = desk.read.load(Ordering::Relaxed);
    // At least a microsecond, so that there is a rate.
    let seconds = desk.progress.elapsed().as_secs_f64().max(1e-6);
    format!(
        "{}, {} in {seconds:.2} s: {} a second. Most open at once: {}, allowed: {permits}",
        count(total.files, "file"),
        words::bytes(read),
        words::bytes((read as f64 / seconds) as u64),
        desk.open.most(),
    )
}
