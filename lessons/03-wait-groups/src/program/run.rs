//! Compresses the files and folders of the command line.

use super::args::Args;
use super::crew::Muster;
use super::inputs::Finder;
use super::job::{Compressed, Job, Workshop, perform};
use anyhow::{Context, anyhow};
use lesson_03::compress::Sizes;
use lesson_03::failure::{Cause, Failure};
use lesson_03::sync::time::Duration;
use lesson_03::sync::{Arc, Mutex};
use lesson_program::screen::Screen;
use lesson_program::words::{bytes, count, show};
use lesson_progress::Progress;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

/// The results of all files.
#[derive(Debug, Default)]
pub struct Total {
    pub files: u64,
    pub sizes: Sizes,
    /// With the input's number, for messages in a fixed order.
    pub warnings: Vec<(usize, String)>,
    pub failures: Vec<(usize, anyhow::Error)>,
    pub time: Duration,
}

/// Compresses what the command line names, and reports the results.
pub fn run(args: &Args, jobs: usize, screen: &Screen) -> anyhow::Result<ExitCode> {
    if let Some(folder) = &args.output_dir {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the folder {}", show(folder)))?;
    }
    let total = compress_all(args, jobs, &args.paths)?;
    for (_, warning) in &total.warnings {
        screen.warn(warning);
    }
    for (_, error) in &total.failures {
        screen.report(error);
    }
    screen.print(&format!("Compressed {}\n", count(total.files, "file")))?;
    screen.tell(&summary(&total));
    if !total.failures.is_empty() {
        screen.tell(&format!(
            "{} failed",
            count(total.failures.len() as u64, "input")
        ));
        return Ok(ExitCode::FAILURE);
    }
    screen.hint("cargo run --bin lesson-03 -- --trap add-inside");
    Ok(ExitCode::SUCCESS)
}

/// Compresses the files below `paths`. Warnings and failures are in the order of the inputs.
pub fn compress_all(args: &Args, jobs: usize, paths: &[PathBuf]) -> anyhow::Result<Total> {
    let workshop = Arc::new(Workshop {
        level: args.level,
        force: args.force,
        fsync: args.fsync,
        progress: Progress::of_bytes(Some(0)),
        deflaters: Mutex::default(),
    });
    let total = Arc::new(Mutex::new(Total::default()));
    let mut crew = {
        let (workshop, total) = (workshop.clone(), total.clone());
        Muster::new(args.mode, jobs, move |job: &Job| {
            let compressed = perform(job, &workshop)?;
            total.lock().add(job, compressed);
            Ok(())
        })
    };
    let is_shown = io::stderr().is_terminal();
    let submit = |job: Job| {
        if is_shown && let Ok(metadata) = fs::metadata(&job.input) {
            workshop.progress.expect(metadata.len());
        }
        crew.submit(job);
    };
    let found = Finder::new(args.output_dir.as_deref(), submit).find(paths);
    let failures = crew.wait();
    workshop.progress.clear();
    let failures = failures?;
    let mut total = std::mem::take(&mut *total.lock());
    total.time = workshop.progress.elapsed();
    total.warnings.extend(found.warnings);
    total.failures.extend(found.failures);
    total.failures.extend(failures.into_iter().map(told));
    total.warnings.sort_by_key(|(number, _)| *number);
    total.failures.sort_by_key(|(number, _)| *number);
    Ok(total)
}

/// A failure as it is reported, with the name of the file.
fn told(failure: Failure<Job, anyhow::Error>) -> (usize, anyhow::Error) {
    let Failure { task, cause } = failure;
    let file = show(&task.input);
    let error = match cause {
        Cause::Failed(error) => error,
        Cause::Panicked(message) => anyhow!("compressing {file} panicked: {message}"),
        Cause::NotStarted(why) => {
            anyhow!(why).context(format!("cannot start a thread for {file}; try --mode pool"))
        }
    };
    (task.number, error)
}

impl Total {
    fn add(&mut self, job: &Job, compressed: Compressed) {
        self.files += 1;
        self.sizes.read += compressed.sizes.read;
        self.sizes.written += compressed.sizes.written;
        let warning = compressed.warning.map(|warning| (job.number, warning));
        self.warnings.extend(warning);
    }
}

/// Sizes, ratio and rates in a line.
fn summary(total: &Total) -> String {
    let Sizes { read, written } = total.sizes;
    let ratio = match read {
        0 => String::new(),
        read => format!(" ({:.1} %)", 100.0 * written as f64 / read as f64),
    };
    // At least a microsecond, so that the rate is finite.
    let seconds = total.time.as_secs_f64().max(1e-6);
    format!(
        "{} to {}{ratio} in {seconds:.2} s: {} and {:.0} files a second",
        bytes(read),
        bytes(written),
        bytes((read as f64 / seconds) as u64),
        total.files as f64 / seconds,
    )
}
